# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ServiceCommon

HOSTILE = ("' OR 1=1 --", "<script>alert(1)</script>", "%00", "9" * 30)


class PortalCommon(ServiceCommon, HttpCase):
    """Two customers who log in, each with a request."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = new_test_user(cls.env, "anna_portal", groups="base.group_portal")
        cls.bert = new_test_user(cls.env, "bert_portal", groups="base.group_portal")
        (cls.anna | cls.bert).partner_id.phone = "+86 139 0000 1111"
        cls.mine = cls._ask("My towel is wet", partner_id=cls.anna.partner_id.id)
        cls.theirs = cls._ask("A secret of Bert", partner_id=cls.bert.partner_id.id)
        cls.theirs.message_post(
            body="For Bert only",
            subtype_xmlid="mail.mt_comment",
            attachments=[("bert.txt", b"Bert's letter")],
        )

    def _open(self, path, login="anna_portal", status=200, files=None, csrf=True, **data):
        if self.login != login:
            self._log_in(login)
        if data or files:
            if csrf:
                data["csrf_token"] = Request.csrf_token(self)
            response = self.url_open(path, data=data, files=files)
        else:
            response = self.url_open(path)
        self.assertEqual(response.status_code, status, path)
        return response

    def setUp(self):
        super().setUp()
        self.login = ""

    def _log_in(self, login):
        self.authenticate(login, login)
        self.login = login

    def _settle(self, days=0):
        self.mine._move("resolved")
        at = fields.Datetime.now() - timedelta(days=days)
        self.mine.write({"resolved_at": at})

    def _get_last(self):
        return self.env["service.request"].search([], order="id desc", limit=1)

    def _publish(self, name, audience="public"):
        article = self.env["service.article"].create(
            {"name": name, "body": "<p>By the card.</p>", "audience": audience}
        )
        article.write({"state": "published"})
        return article


@tagged("post_install", "-at_install")
class TestPortal(PortalCommon):
    """A customer sees the own requests, all of them and no others."""

    # ------------------------------------------------------------------
    # What one sees
    # ------------------------------------------------------------------

    def test_the_list_and_the_page(self):
        page = self._open("/my/requests").text
        self.assertIn("My towel is wet", page)
        self.assertNotIn("secret of Bert", page)
        page = self._open(f"/my/requests/{self.mine.id}").text
        self.assertIn(self.mine.number, page)
        self.mine.user_id = self.agent
        self._settle()
        page = self._open(f"/my/requests/{self.mine.id}").text
        self.assertIn("o_service_not_solved", page)

    def test_the_visits_of_the_own_request(self):
        """A customer reads when somebody comes; nothing of drafts, of others, or of the work."""
        self.anna.tz = "Asia/Shanghai"
        page = f"/my/requests/{self.mine.id}"
        self.assertNotIn("o_service_visits", self._open(page).text)
        order = self.env["service.work.order"].create(
            {
                "name": "Not for her eyes",
                "request_id": self.mine.id,
                "partner_id": self.mine.partner_id.id,
                "user_id": self.technician.id,
                "planned_start": datetime(2031, 3, 3, 1),
                "planned_end": datetime(2031, 3, 3, 3),
                "hold_reason": "A secret of the house",
            }
        )
        self.assertNotIn("o_service_visits", self._open(page).text, "a draft is no promise")
        order.action_dispatch()
        text = self._open(page).text
        self.assertIn("o_service_visits", text)
        for shown in ("Technician", "9:00", "11:00"):
            self.assertIn(shown, text)
        for hidden in ("Not for her eyes", "A secret of the house"):
            self.assertNotIn(hidden, text)
        order.partner_id = self.bert.partner_id
        self.assertNotIn("o_service_visits", self._open(page).text, "another customer's")
        with self.assertRaises(AccessError):
            order.with_user(self.anna).read(["name"])

    def test_searched_sorted_and_filtered(self):
        self._settle()
        self.assertIn("towel", self._open("/my/requests?search=towel").text)
        self.assertNotIn("My towel is wet", self._open("/my/requests?search=secret").text)
        self.assertNotIn("secret of Bert", self._open("/my/requests?search=secret").text)
        self.assertNotIn("My towel is wet", self._open("/my/requests?filterby=open").text)
        for sortby in ("date", "state", "name"):
            self.assertIn("towel", self._open(f"/my/requests?sortby={sortby}").text)

    def test_the_counter(self):
        self._log_in("anna_portal")
        found = self.make_jsonrpc_request("/my/counters", {"counters": ["service_request_count"]})
        self.assertEqual(found["service_request_count"], 1)

    def test_of_another_one_sees_nothing(self):
        for path in (
            f"/my/requests/{self.theirs.id}",
            f"/my/requests/{self.theirs.id}?access_token=wrong",
            f"/my/requests/{self.theirs.id}?access_token={self.mine._portal_ensure_token()}",
        ):
            response = self._open(path)
            self.assertNotIn("secret of Bert", response.text)
            self.assertTrue(response.url.endswith("/my"), response.url)
        attachment = self.theirs.message_ids.attachment_ids
        self._open(f"/web/content/{attachment.id}", status=404)
        self.assertFalse(
            self.env["service.request"].with_user(self.anna).search([("id", "=", self.theirs.id)])
        )

    def test_what_one_has_the_link_of(self):
        token = self.theirs._portal_ensure_token()
        self._log_in(None)
        page = self.url_open(f"/my/requests/{self.theirs.id}?access_token={token}")
        self.assertIn("secret of Bert", page.text)
        self.assertNotIn(
            "secret of Bert", self.url_open(f"/my/requests/{self.theirs.id}?access_token=x").text
        )

    def test_to_another_one_does_nothing(self):
        for act in ("not_solved", "write", "call_me"):
            self._open(f"/my/requests/{self.theirs.id}/{act}", text="Hello", phone="123456")
        self.assertFalse(self.theirs.callback_ids)
        self.assertNotIn("Hello", "".join(self.theirs.message_ids.mapped("body")))

    def test_a_rating_is_given_by_whom_it_belongs_to(self):
        self.theirs.user_id = self.agent
        self.theirs._move("resolved")
        token = self.theirs._rating_get_access_token()
        self.assertNotIn("secret of Bert", self._open(f"/rate/{token}/5").text.split("<title")[0])
        self._open(f"/rate/{token}/submit_feedback", status=404, rate="1")
        self.assertFalse(self.theirs.rating_last_value)
        self._open(f"/rate/{token}/submit_feedback", login="bert_portal", rate="5", feedback="Fine")
        self.assertEqual(self.theirs.rating_last_value, 5)
        for rate in ("7", "999999"):
            self._open(f"/rate/{token}/{rate}", status=404)
        for rate in ("abc", "", "-3"):
            self._open(f"/rate/{token}/submit_feedback", status=404, rate=rate, feedback="x")
        self._open("/rate/nonsense/5", status=404)

    def test_cost_does_not_grow_with_the_requests(self):
        def measure():
            self.env.flush_all()
            self.env.invalidate_all()
            self._open("/my/requests")
            before = self.cr.sql_log_count
            self._open("/my/requests")
            return self.cr.sql_log_count - before

        few = measure()
        for number in range(15):
            self._ask(f"Again {number}", partner_id=self.anna.partner_id.id)
        self.assertLessEqual(measure(), few + 3)

    # ------------------------------------------------------------------
    # What one does
    # ------------------------------------------------------------------

    def _add(self, files=None, **values):
        data = {"name": "No hot water", "kind": "complaint", "description": "Since <b>six</b>"}
        return self._open("/my/requests/add", files=files, **{**data, **values})

    def test_asked_with_a_file(self):
        page = self._add(
            files=[("files", ("photo.txt", b"a photo", "text/plain"))],
            category_id=str(self.topic.id),
        ).text
        made = self._get_last()
        self.assertIn(made.number, page)
        self.assertEqual(
            (made.partner_id, made.channel, made.kind, made.queue_id or self.queue),
            (self.anna.partner_id, "portal", "complaint", self.queue),
        )
        self.assertIn("&lt;b&gt;six", made.description)
        self.assertIn("photo.txt", self._open(f"/my/requests/{made.id}").text)
        self.assertEqual(made.message_ids.attachment_ids.raw, b"a photo")

    def test_each_of_the_six_kinds(self):
        for kind in ("question", "request", "praise", "complaint", "suggestion", "opinion"):
            self._add(kind=kind)
            self.assertEqual(self._get_last().kind, kind)

    def test_what_makes_no_sense_is_refused(self):
        last = self._get_last()
        hidden = self.env["service.category"].create({"name": "Inner", "is_public": False})
        for values in (
            {"name": " "},
            {"name": "x" * 300},
            {"kind": "theft"},
            {"category_id": str(hidden.id)},
            {"category_id": "x' --"},
            {"description": "y" * 30_000},
        ):
            self.assertIn("o_service_problem", self._add(**values).text)
        self.env.company.service_portal_megabytes = 0
        page = self._add(files=[("files", ("photo.txt", b"a photo", "text/plain"))]).text
        self.assertIn("larger than", page)
        self.assertIn("No hot water", page)
        self.assertEqual(self._get_last(), last)

    def test_not_solved(self):
        self._settle()
        page = self._open(f"/my/requests/{self.mine.id}/not_solved", text="Still wet").text
        self.assertIn("Thank you", page)
        self.assertEqual((self.mine.state, self.mine.reopen_count), ("new", 1))
        self._settle(days=60)
        page = self._open(f"/my/requests/{self.mine.id}/not_solved", text="Wet once more").text
        self.assertEqual(self.mine.state, "resolved")
        follow_up = self.env["service.request"].search([("follow_up_of_id", "=", self.mine.id)])
        self.assertIn(follow_up.number, page)
        self.assertEqual(follow_up.partner_id, self.anna.partner_id)

    def test_written_by_link(self):
        token = self.mine._portal_ensure_token()
        self._log_in(None)
        self.url_open(
            f"/my/requests/{self.mine.id}/write",
            data={
                "text": "By link",
                "access_token": token,
                "csrf_token": Request.csrf_token(self),
            },
        )
        message = self.mine.message_ids.filtered(lambda m: "By link" in (m.body or ""))
        self.assertEqual(message.author_id, self.anna.partner_id)
        self.assertEqual(
            [event[0] for event in self._get_events(self.mine, "customer_reply")],
            ["customer_reply"],
        )

    def test_call_me(self):
        wished = fields.Datetime.now() + timedelta(days=1)
        path = f"/my/requests/{self.mine.id}/call_me"
        page = self._open(
            path, phone="+86 21 5555 6666", wished=wished.strftime("%Y-%m-%dT%H:%M")
        ).text
        self.assertNotIn("o_service_problem", page, page.partition("o_service_problem")[2][:300])
        call = self.mine.callback_ids
        self.assertEqual((call.phone, call.purpose), ("+86 21 5555 6666", "wish"))
        self.assertEqual(call.queue_id, self.queue)
        self.assertTrue(call.deadline > fields.Datetime.now())
        for data in ({"phone": "no"}, {"phone": "1" * 50}, {"phone": "123456", "wished": "soon"}):
            self.assertIn("o_service_problem", self._open(path, **data).text)
        self._open("/my/requests/call_me", phone="12345678")
        made = self._get_last()
        self.assertEqual(made.partner_id, self.anna.partner_id)
        self.assertEqual(made.callback_ids.phone, "12345678")

    # ------------------------------------------------------------------
    # Bad input
    # ------------------------------------------------------------------

    def test_hostile_parameters(self):
        for bad in HOSTILE:
            for path in (
                f"/my/requests?search={bad}&sortby={bad}&filterby={bad}&search_in={bad}",
                f"/service/faq?search={bad}&topic={bad}",
                f"/my/requests/new?kind={bad}&name={bad}",
                f"/my/requests/{self.mine.id}?access_token={bad}&pid={bad}&hash={bad}",
            ):
                page = self._open(path).text
                self.assertNotIn("<script>alert(1)</script>", page)
        for page in ("999999999999", "0"):
            self._open(f"/my/requests/page/{page}")
            self._open(f"/service/faq/page/{page}")
        for number in ("0", "2147483648", "99999999999999999999"):
            self._open(f"/my/requests/{number}")
            self._open(f"/service/faq/{number}")
        for path in ("/my/requests/-1", "/service/faq/-1", "/my/requests/page/-1"):
            self._open(path)

    @mute_logger("odoo.http")
    def test_without_the_token_of_the_form(self):
        last = self._get_last()
        for path in ("/my/requests/add", f"/my/requests/{self.mine.id}/write"):
            self._open(path, status=400, csrf=False, name="x", text="x")
        self._open("/my/requests/add", status=400, csrf=False, name="x", csrf_token="wrong")
        self.assertEqual(self._get_last(), last)

    # ------------------------------------------------------------------
    # Questions often asked
    # ------------------------------------------------------------------

    def test_questions_often_asked(self):
        public = self._publish("The locker does not open 储物柜打不开")
        inner = self._publish("How lockers are broken open", "internal")
        members = self._publish("Locker rent", "portal")
        self._log_in(None)
        page = self.url_open("/service/faq?search=储物柜打不开").text
        self.assertIn("The locker does not open", page)
        page = self.url_open("/service/faq").text
        self.assertNotIn("broken open", page)
        self.assertIn("topic=faq", page)
        self.assertNotIn("topic=trade", page, "there is nothing to find under it")
        self.assertNotIn("Locker rent", page)
        for _twice in range(2):
            self.assertIn("By the card", self.url_open(f"/service/faq/{public.id}").text)
        self.assertEqual(public.read_count, 1)
        for hidden in (inner, members):
            self.assertNotIn("By the card", self.url_open(f"/service/faq/{hidden.id}").text)
        self.assertIn("Locker rent", self._open("/service/faq").text)
        for answer in ("yes", "no", "maybe"):
            self._open(f"/service/faq/{public.id}/judge", helped=answer)
        self.assertEqual((public.helpful_count, public.unhelpful_count), (1, 0))

    def test_suggested(self):
        public = self._publish("The locker does not open 储物柜打不开")
        self._publish("How lockers are broken open", "internal")
        self._log_in(None)
        found = self.make_jsonrpc_request("/service/suggest", {"text": "我的储物柜"})
        self.assertEqual([each["url"] for each in found], [f"/service/faq/{public.id}"])
        for bad in (*HOSTILE, "x" * 100_000, None, ["a"]):
            try:
                self.make_jsonrpc_request("/service/suggest", {"text": bad})
            except JsonRpcException as error:
                self.fail(error)


@tagged("post_install", "-at_install")
class TestTours(PortalCommon):
    """The portal and the form of an agent in a browser."""

    def test_tour(self):
        self._publish("The locker does not open 储物柜打不开")
        self.start_tour("/my/requests", "service_portal", login="anna_portal")
        made = self._get_last()
        self.assertEqual((made.kind, made.partner_id), ("complaint", self.anna.partner_id))

    def test_knowledge_tour(self):
        article = self._publish("The locker does not open")
        article.write({"state": "draft"})
        article.body = "<p>Hold the card to the lock.</p>"
        article.write({"state": "published"})
        self.agent.password = "service_agent_tour"
        request = self._ask("My locker does not open", user_id=self.agent.id)
        self.start_tour(f"/odoo/requests/{request.id}", "service_knowledge", login="service_agent")
        self.assertEqual(article.use_count, 1)
        self.assertTrue(request.first_response_at)
