# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import GolfCommon


@tagged("post_install", "-at_install")
class TestWelcome(GolfCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.email = "club@test-links.example.com"
        cls.person.email = "xiaoming@example.com"
        cls.officer = cls._make_staff("officer")
        cls.template = cls.env.ref("golf_membership.mail_template_welcome")

    def _get_mails(self, membership):
        """Return the e-mails to the member about a membership."""
        return self.env["mail.mail"].search(
            [
                ("model", "=", "golf.membership"),
                ("res_id", "=", membership.id),
                ("recipient_ids", "in", membership.partner_id.ids),
            ]
        )

    def _get_welcomes(self, membership):
        return membership.event_ids.filtered(lambda event: event.kind == "welcomed")

    def _get_chores(self, membership):
        """Return the open activities to hand the card over."""
        activity_type = self.env.ref("golf_membership.mail_activity_type_welcome")
        return membership.activity_ids.filtered(lambda a: a.activity_type_id == activity_type)

    def _welcome(self):
        self._run_cron("ir_cron_golf_welcome")

    def test_activation_calls_the_job(self):
        cron = self.env.ref("golf_membership.ir_cron_golf_welcome")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        pending = self._make_pending()
        self._commit_hooks()
        domain = [("cron_id", "=", cron.id), ("id", "not in", triggers.ids)]
        self.assertFalse(self.env["ir.cron.trigger"].search(domain))
        self._pay(self._invoice(pending.order_id))
        self._commit_hooks()
        self.assertTrue(self.env["ir.cron.trigger"].search(domain))

    def test_new_member_is_welcomed_once(self):
        membership = self._make_active()
        self._welcome()
        mail = self._get_mails(membership)
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.state, "outgoing")
        self.assertEqual(mail.recipient_ids, self.person)
        self.assertIn("club@test-links.example.com", mail.email_from)
        self.assertEqual(
            mail.subject, f"Welcome to Test Links: your membership {membership.number}"
        )
        for expected in ("王小明", membership.number, "Individual", membership.access_token):
            self.assertIn(expected, mail.body_html)
        self.assertEqual(len(mail.attachment_ids), 1)
        self.assertIn(f"Member card {membership.number}", mail.attachment_ids.name)
        self.assertIn(membership.number, mail.attachment_ids.raw.decode())
        self.assertEqual(len(self._get_welcomes(membership)), 1)
        self.assertEqual(self._get_welcomes(membership).date, self.today)
        self._welcome()
        self._welcome()
        self.assertEqual(self._get_mails(membership), mail)
        self.assertEqual(len(self._get_welcomes(membership)), 1)
        self.assertFalse(self._get_chores(membership))

    def test_welcome_is_in_the_language_of_the_member(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.template.with_context(lang="fr_FR").subject = "Bienvenue, {{ object.number }}"
        self.person.lang = "fr_FR"
        other = self._make_person("Diana", "1990-05-06", email="diana@example.com", lang="en_US")
        french, english = self._make_active(), self._make_active(other)
        self._welcome()
        self.assertEqual(self._get_mails(french).subject, f"Bienvenue, {french.number}")
        self.assertIn(french.date_start.strftime("%d/%m/%Y"), self._get_mails(french).body_html)
        self.assertIn("Welcome to Test Links", self._get_mails(english).subject)
        self.assertIn(english.date_start.strftime("%m/%d/%Y"), self._get_mails(english).body_html)

    def test_only_paid_new_members_are_welcomed(self):
        pending = self._make_pending()
        Membership = self.env["golf.membership"].sudo()
        imported = Membership.create(
            {
                "partner_id": self._make_person("From roster", email="old@example.com").id,
                "tier_id": self.tier.id,
                "origin": "import",
                "date_start": self.today,
            }
        )
        self.assertEqual(imported.state, "active")
        self._welcome()
        self.assertFalse(self._get_mails(pending))
        self.assertFalse(self._get_mails(imported))
        self._pay(self._invoice(pending.order_id))
        self._welcome()
        self.assertEqual(len(self._get_mails(pending)), 1)

    def test_paid_again_is_not_welcomed_again(self):
        membership = self._make_pending()
        invoice = self._invoice(membership.order_id)
        self._pay(invoice)
        self._welcome()
        invoice.line_ids.remove_move_reconcile()
        self._commit_hooks()
        self.assertEqual(membership.state, "pending")
        self._pay(invoice)
        self._commit_hooks()
        self.assertEqual(membership.state, "active")
        self._welcome()
        self.assertEqual(len(self._get_mails(membership)), 1)

    def test_member_without_address_is_put_on_somebodys_list_once(self):
        self.person.email = False
        membership = self._make_active(user_id=self.officer.id)
        other = self._make_person("Diana", "1990-05-06", email="diana@example.com")
        welcomed = self._make_active(other)
        self._welcome()
        self.assertEqual(len(self._get_mails(welcomed)), 1, "the others are welcomed all the same")
        self.assertFalse(self._get_mails(membership))
        self.assertFalse(self._get_welcomes(membership))
        self.assertIn("no e-mail address", membership.welcome_problem)
        chore = self._get_chores(membership)
        self.assertEqual(len(chore), 1)
        self.assertEqual(chore.user_id, membership.user_id)
        self.assertIn("hand it over", chore.note)
        self._welcome()
        self.assertEqual(self._get_chores(membership), chore, "no second complaint")
        chore.action_feedback(feedback="Handed over")
        self._welcome()
        self.assertFalse(self._get_chores(membership), "nor one after it is settled")

    def test_member_whose_address_comes_later_is_welcomed_then(self):
        self.person.email = False
        membership = self._make_active()
        self._welcome()
        self.assertTrue(self._get_chores(membership))
        self.person.email = "late@example.com"
        self._welcome()
        self.assertEqual(len(self._get_mails(membership)), 1)
        self.assertFalse(membership.welcome_problem)
        self.assertFalse(self._get_chores(membership), "the chore is settled by the e-mail")

    def test_address_that_is_none(self):
        self.person.email = "ask at the desk"
        membership = self._make_active()
        self._welcome()
        self.assertIn("ask at the desk is not an e-mail address", membership.welcome_problem)
        self.assertFalse(self._get_mails(membership))

    @mute_logger("odoo.addons.mail.models.mail_render_mixin")
    def test_broken_template_is_reported_on_the_member_and_mended(self):
        body = self.template.body_html
        self.template.body_html = '<p t-out="object.tier_id.name + 1"/>'
        membership = self._make_active()
        self._welcome()
        self._welcome()
        self.assertFalse(self._get_mails(membership))
        self.assertFalse(self._get_welcomes(membership), "nothing half done")
        self.assertEqual(len(self._get_chores(membership)), 1)
        self.template.body_html = body
        self._welcome()
        self.assertEqual(len(self._get_mails(membership)), 1)
        self.assertFalse(membership.welcome_problem)

    def test_deleted_template(self):
        self.template.unlink()
        membership = self._make_active()
        self._welcome()
        self.assertIn("template that welcomes members was deleted", membership.welcome_problem)

    @mute_logger("odoo.addons.mail.models.mail_render_mixin")
    def test_error_of_one_member_concerns_that_member_only(self):
        self.template.body_html = "<p t-out=\"{'Diana': 'Hello'}[object.partner_id.name]\"/>"
        other = self._make_person("Diana", "1990-05-06", email="diana@example.com")
        failing, welcomed = self._make_active(), self._make_active(other)
        self._welcome()
        self.assertEqual(len(self._get_mails(welcomed)), 1)
        self.assertFalse(self._get_mails(failing))
        self.assertFalse(self._get_welcomes(failing))
        self.assertIn("Failed to render", failing.welcome_problem)
        self.assertNotIn("Traceback", failing.welcome_problem)

    def test_chore_goes_to_a_manager_where_nobody_is_in_charge(self):
        self.person.email = False
        membership = self._make_active()
        membership.write({"user_id": False, "team_id": False})
        self._welcome()
        chore = self._get_chores(membership)
        self.assertTrue(chore.user_id.has_group("golf_membership.group_golf_manager"))

    def test_officer_sends_the_card_by_hand(self):
        self.person.email = False
        membership = self._make_active(user_id=self.officer.id)
        self._welcome()
        self.person.email = "xiaoming@example.com"
        action = membership.with_user(self.officer).action_send_card()
        composer = Form(
            self.env["mail.compose.message"]
            .with_user(self.officer)
            .with_context(**action["context"])
        ).save()
        self.assertIn(membership.number, composer.subject)
        self.assertTrue(composer.attachment_ids)
        composer.action_send_mail()
        message = membership.message_ids.filtered("attachment_ids")
        self.assertEqual(message.partner_ids, self.person)
        self.assertEqual(self._get_welcomes(membership).user_id, self.officer)
        self.assertFalse(self._get_chores(membership))
        self._welcome()
        self.assertEqual(membership.message_ids.filtered("attachment_ids"), message)

    def test_problem_is_not_typed(self):
        membership = self._make_active()
        with self.assertRaises(AccessError):
            membership.with_user(self.officer).welcome_problem = "none"
