# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import SQL, mute_logger

from .common import ServiceCommon


class ArticleCommon(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.locker = cls._write(
            "The locker does not open",
            "<p>Hold the card to the lock for two seconds.</p>",
            zh=("储物柜打不开怎么办", "<p>将会员卡贴近锁两秒钟。</p>"),
            category_id=cls.topic.id,
            keywords="wardrobe key",
            audience="public",
        )
        cls.wifi = cls._write(
            "Wireless network",
            "<p>The password is on the card of your room.</p>",
            zh=("无线网络密码", "<p>密码印在房卡上。</p>"),
            audience="public",
        )
        cls.caddie = cls._write("How caddies are rostered", "<p>By the list.</p>")

    @classmethod
    def _write(cls, name, body, zh=None, publish=True, **values):
        article = cls.env["service.article"].create(
            {"name": name, "body": body, "owner_id": cls.agent.id, **values}
        )
        if zh:
            # An answer is translated sentence by sentence, as in the dialog of translations.
            terms = {body[3:-4]: zh[1][3:-4]}
            article.with_context(lang="zh_CN").name = zh[0]
            article.update_field_translations("body", {"zh_CN": terms})
        if publish:
            article.with_user(cls.agent).action_submit()
            article.with_user(cls.supervisor).action_publish()
        return article


@tagged("post_install", "-at_install")
class TestArticle(ArticleCommon):
    """What the house knows is written, reviewed, found and counted."""

    def test_somebody_else_publishes(self):
        article = self._write("Towels", "<p>At the desk.</p>", publish=False)
        mine = article.with_user(self.agent)
        with self.assertRaisesRegex(UserError, "not for it"):
            article.with_user(self.supervisor).action_publish()
        mine.action_submit()
        with self.assertRaisesRegex(UserError, "somebody else"):
            mine.action_publish()
        article.with_user(self.supervisor).action_publish()
        self.assertEqual((article.state, article.version), ("published", 1))
        self.env.company.service_two_publish = False
        mine.action_revise()
        mine.action_submit()
        mine.action_publish()
        self.assertEqual(article.version, 2)

    def test_an_empty_one_is_not_submitted(self):
        article = self._write("Nothing", "<p><br></p>", publish=False)
        with self.assertRaisesRegex(UserError, "no answer yet"):
            article.action_submit()

    def test_versions_are_for_ever(self):
        versions = self.locker.version_ids
        self.assertEqual(sorted(versions.mapped("lang")), ["en_US", "zh_CN"])
        chinese = versions.filtered(lambda v: v.lang == "zh_CN")
        self.assertEqual(chinese.name, "储物柜打不开怎么办")
        self.assertIn("会员卡", chinese.body)
        self.assertIn("Hold the card", (versions - chinese).body)
        with self.assertRaises(AccessError):
            self.locker.with_user(self.agent).body = "<p>Kick it.</p>"
        with (
            self.assertRaisesRegex(Exception, "append-only"),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.cr.execute(
                SQL("UPDATE service_article_version SET name = 'x' WHERE id = %s", versions[0].id)
            )

    def test_its_course_is_kept_by_buttons(self):
        with self.assertRaises(AccessError):
            self.caddie.with_user(self.agent).write({"state": "draft"})
        with self.assertRaises(AccessError):
            self.env["service.article"].with_user(self.agent).create(
                {"name": "x", "state": "published"}
            )

    def test_found_in_both_languages(self):
        Article = self.env["service.article"].with_user(self.agent)
        for text in ("储物柜打不开", "我的储物柜", "Locker is not opening", "wardrobe"):
            self.assertEqual(Article._find(text)[:1], self.locker, text)
        self.assertEqual(Article._find("请问无线网络的密码是什么")[:1], self.wifi)
        # By a word of the translated answer only.
        self.assertEqual(Article._find("房卡"), self.wifi)
        self.assertFalse(Article._find("天气预报"))
        self.assertFalse(Article._find("what is the"))
        self.assertFalse(Article._find("'; DROP TABLE service_article; --%"))

    def test_the_category_of_the_request_counts(self):
        spa = self.env["service.category"].create({"name": "Spa"})
        other = self._write(
            "The locker does not open in the spa", "<p>Ask.</p>", category_id=spa.id
        )
        Article = self.env["service.article"].with_user(self.agent)
        self.assertEqual(Article._find("locker open", self.topic)[:1], self.locker)
        self.assertEqual(Article._find("locker open", spa)[:1], other)
        # Without a word of it what is known of the category stands there.
        self.assertEqual(Article._find("", self.topic), self.locker)

    def test_only_what_is_published_and_valid(self):
        Article = self.env["service.article"]
        self.locker.action_revise()
        self.assertNotIn(self.locker, Article._find("locker"))
        self.wifi.sudo().expires_on = fields.Date.today() - timedelta(days=1)
        self.assertNotIn(self.wifi, Article._find("wireless"))

    def test_who_reads_what(self):
        gold = self.env["res.partner.category"].create({"name": "Gold"})
        tier = self.env["service.tier"].create(
            {
                "name": "Full",
                "source_ids": [Command.create({"source": f"res.partner.category,{gold.id}"})],
            }
        )
        lounge = self._write(
            "The lounge", "<p>Open till ten.</p>", audience="portal", tier_ids=[tier.id]
        )
        member = self._write("Locker rent", "<p>Ten a month.</p>", audience="portal")
        Article = self.env["service.article"]
        nobody = self.env["res.partner"]
        self.assertEqual(Article._find_for_customer("locker", nobody), self.locker)
        self.assertEqual(Article._find_for_customer("locker", self.guest), self.locker | member)
        self.assertFalse(Article._find_for_customer("lounge", self.guest))
        self.assertFalse(Article._find_for_customer("caddie roster", self.guest))
        self.guest.category_id = gold
        self.assertEqual(Article._find_for_customer("lounge", self.guest), lounge)

    def test_suggested_while_typing(self):
        with Form(self.env["service.request"].with_user(self.agent)) as form:
            form.name = "储物柜打不开"
            self.assertEqual(form.suggested_article_ids[:].ids[:1], self.locker.ids)
            form.name = "Wireless"
            self.assertEqual(form.suggested_article_ids[:].ids[:1], self.wifi.ids)

    def test_used_in_an_answer(self):
        self.member.lang = "zh_CN"
        request = self._ask(user_id=self.agent.id)
        article = self.locker.with_user(self.agent)
        action = article.with_context(service_request_id=request.id).action_use()
        self.assertIn("会员卡", action["context"]["default_body"])
        self.assertEqual(action["context"]["default_partner_ids"], self.member.ids)
        self.assertEqual(article.use_count, 1)
        self.assertTrue(request.answered_by_article)
        with self.assertRaisesRegex(UserError, "Save the request"):
            article.action_use()
        kitchen = self.env["service.queue"].create({"name": "Kitchen"})
        foreign = self._ask(queue_id=kitchen.id)
        with mute_logger("odoo.addons.base.models.ir_rule"), self.assertRaises(AccessError):
            article.with_context(service_request_id=foreign.id).action_use()

    def test_learnt_from_a_request(self):
        request = self._ask(user_id=self.agent.id).with_user(self.agent)
        with self.assertRaisesRegex(UserError, "what solved it"):
            request.action_save_as_article()
        request.resolution = "<p>The battery was flat.</p>"
        action = request.action_save_as_article()
        article = self.env["service.article"].browse(action["res_id"])
        self.assertEqual((article.name, article.state), (request.name, "draft"))
        self.assertIn("battery", article.body)
        self.assertEqual(article.source_request_id, request)
        self.assertEqual(article.owner_id, self.agent)

    def test_reviewed_in_time(self):
        today = fields.Date.today()
        self.locker.review_by = today
        self.wifi.expires_on = today - timedelta(days=1)
        for _again in range(2):
            with self.enter_registry_test_mode():
                self.env.ref("crm_service_queue.ir_cron_article_review").method_direct_trigger()
        self.assertEqual(self.wifi.state, "retired")
        self.assertEqual(self.locker.activity_ids.user_id, self.agent)
        self.assertEqual(len(self.locker.activity_ids), 1)

    def test_cost_does_not_grow_with_the_articles(self):
        Article = self.env["service.article"].with_user(self.agent)

        def measure():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            Article._find("储物柜 locker open", self.topic)
            return self.cr.sql_log_count - before

        measure()
        few = measure()
        articles = self.env["service.article"].create(
            [{"name": f"Locker {i} opens", "body": f"<p>储物柜 {i}</p>"} for i in range(60)]
        )
        articles.write({"state": "published"})
        self.assertLessEqual(measure(), few)
        self.assertLessEqual(few, 8)


@tagged("post_install", "-at_install")
class TestScript(ServiceCommon):
    """The script that fits best opens by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Script = cls.env["service.call.script"]
        cls.plain = Script.create({"name": "Any"})
        cls.complaint = Script.create({"name": "Complaint", "kind": "complaint"})
        cls.lockers = Script.create(
            {
                "name": "Lockers",
                "category_id": cls.topic.id,
                "step_ids": [
                    Command.create({"kind": "ask", "text": "Is the light green?"}),
                    Command.create(
                        {"kind": "say", "text": "We change the battery.", "sequence": 20}
                    ),
                ],
            }
        )
        question, battery = cls.lockers.step_ids
        question.answer_ids = [
            Command.create({"name": "No", "next_step_id": battery.id}),
            Command.create({"name": "Yes"}),
        ]
        cls.call = Script.create({"name": "Call", "purpose": "callback", "kind": "complaint"})

    def test_the_nearest(self):
        deep = self.env["service.category"].create({"name": "Lock", "parent_id": self.topic.id})
        self.assertEqual(self._ask().call_script_id, self.plain)
        self.assertEqual(self._ask(kind="complaint").call_script_id, self.complaint)
        request = self._ask(kind="complaint", category_id=deep.id)
        self.assertEqual(request.call_script_id, self.lockers)
        self.assertIn("Is the light green?", request.call_script)
        self.assertIn("go on with", request.call_script)
        request._move("resolved")
        self.assertEqual(request.callback_ids.call_script_id, self.call)

    def test_a_copy_leads_to_its_own_steps(self):
        copied = self.lockers.copy()
        answers = copied.step_ids.answer_ids
        self.assertEqual(answers.mapped("name"), ["No", "Yes"])
        self.assertEqual(answers.next_step_id, copied.step_ids[1])

    def test_an_archived_one_does_not_open(self):
        self.plain.active = False
        self.assertFalse(self._ask().call_script_id)
        self.assertFalse(self._ask().call_script)


@tagged("post_install", "-at_install")
class TestStarter(ServiceCommon):
    """Who is new in a queue finds what to read and do first."""

    def test_a_new_colleague(self):
        Item = self.env["service.starter.item"]
        Item.create(
            [
                {"name": "Walk round the house"},
                {"name": "Read the rules", "queue_id": self.queue.id, "days": 3},
                {"name": "Of another", "queue_id": self.queue.copy().id},
            ]
        )
        member = self.env["service.queue.member"].create(
            {"queue_id": self.queue.id, "user_id": self.dispatcher.id}
        )
        mine = member.starter_ids.with_user(self.dispatcher)
        self.assertEqual(
            sorted(mine.item_id.mapped("name")), ["Read the rules", "Walk round the house"]
        )
        mine[0].action_done()
        self.assertEqual(member.starter_progress, 50)
        mine[0].action_undo()
        self.assertEqual(member.starter_progress, 0)
        # Another sees none of it; who answers for the queue does.
        self.assertFalse(self.env["service.starter.tick"].with_user(self.agent).search([]))
        with mute_logger("odoo.addons.base.models.ir_rule"), self.assertRaises(AccessError):
            mine.with_user(self.agent).action_done()
        mine.with_user(self.supervisor).action_done()
        self.assertEqual(member.starter_progress, 100)
