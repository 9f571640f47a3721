# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from freezegun import freeze_time

from odoo import Command
from odoo.tests import Form

from .leaving_common import LeavingCommon


class ResignationCommon(LeavingCommon):
    """A member since January 2030, of a tier of 1 200 a club year that prorates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.write({"company_ids": [Command.link(cls.club.id)]})
        cls.locker = cls._make_fee("Locker", 600)
        cls.yearly = cls._make_tier("Yearly", "individual", 5000, 1200, term="club_year")
        dues = cls.yearly._get_schedules("dues")
        dues.write({"prorate": True})
        cls.deposit_account = cls.company_data["default_account_deferred_revenue"].copy()
        cls.club.golf_deposit_account_id = cls.deposit_account
        with freeze_time("2030-01-01 08:00:00"):
            cls.membership = cls._make_active(tier=cls.yearly)
        cls.invoice = cls.membership.order_id.invoice_ids
        cls.dues = cls.membership.charge_ids.filtered(lambda c: c.fee_kind == "dues")
        cls.officer = cls._make_staff("officer")

    def _wizard(self, memberships=None, user=None, **values):
        memberships = (memberships or self.membership).with_user(user or self.officer)
        context = memberships.action_resign()["context"]
        wizards = self.env["golf.resignation"].with_user(user or self.officer)
        form = Form(wizards.with_context(**context))
        form.reason = "Moves away"
        for name, value in values.items():
            form[name] = value
        return form.save()

    def _resign(self, last_day=None, memberships=None, user=None, **values):
        wizard = self._wizard(memberships, user, **values)
        if last_day:
            wizard.line_ids.last_day = last_day
        line = wizard.line_ids[:1]
        shown = {name: line[name] for name in ("amount_credit", "amount_net", "amount_deposit")}
        wizard.action_confirm()
        self._commit_hooks()
        return shown
