# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.tests import Form

from .fee_report_common import FeeReportCommon


class LifeCommon(FeeReportCommon):
    """A club on 1 July 2030 whose members change: tiers, by-laws, and the way to a change."""

    TODAY = "2030-07-01 08:00:00"

    @classmethod
    def setUpClass(cls):
        cls.enterClassContext(freeze_time(cls.TODAY))
        super().setUpClass()
        cls.env.user.company_ids = [Command.link(cls.club.id)]
        cls.days = (date(2030, 1, 1), date(2030, 12, 31))
        cls.club.write(
            {
                "golf_billing_start": "2030-01-01",
                "golf_receivable_account_id": cls.members_receivable.id,
                "golf_deposit_account_id": cls.deposits.id,
                "golf_deferred_account_id": cls.deferred.id,
            }
        )
        cls.fee = cls._make_fee("Change of a membership", 0)
        cls.basic = cls._make_tier("Basic", "individual", 20000, 1200, change_product_id=cls.fee.id)
        cls.gold = cls._make_tier("Gold", "individual", 238000, 2400, change_product_id=cls.fee.id)
        (cls.basic | cls.gold)._get_schedules("dues").prorate = True
        cls.officer = cls._make_staff("officer")
        cls.manager = cls._make_staff("manager")

    @classmethod
    def get_default_groups(cls):
        return super().get_default_groups() | cls.env.ref("golf_membership.group_golf_accountant")

    @classmethod
    def _join(cls, tier=None, day="2030-01-01", partner=None, company=None, **values):
        """Return an active member since ``day``, all bills paid."""
        partner = partner or cls._make_person(f"Member {day}", "1980-01-01")
        if company:
            values["golf_payer_id"] = company.id
        with freeze_time(f"{day} 08:00:00"):
            member = cls._make_active(partner, tier or cls.basic, **values)
        cls.env.invalidate_all()
        return member

    @classmethod
    def _prepare(cls, member, kind, user=None, **values):
        """Return a change prepared in its dialog, as an officer does."""
        user = user or cls.officer
        action = member.with_user(user)._get_change_action(kind)
        model = cls.env["golf.membership.change"].with_user(user).with_context(**action["context"])
        form = Form(model, view=cls.env.ref("golf_membership.golf_membership_change_view_wizard"))
        for name, value in values.items():
            form[name] = value
        return form.save()

    @classmethod
    def _change(cls, member, kind, user=None, **values):
        """Return a change that was done at once, by a membership manager."""
        change = cls._prepare(member, kind, user or cls.manager, **values)
        change.action_confirm()
        cls._commit_hooks()
        return change

    def _dues(self, member):
        return member.charge_ids.filtered(lambda c: c.fee_kind == "dues").sorted("id")

    def _fees(self, member):
        return member.charge_ids.filtered(lambda c: c.fee_kind == "change")

    def _settle(self, member):
        """Pay all open invoices of a member."""
        invoices = member.charge_ids.move_line_ids.move_id.filtered(
            lambda m: m.state == "posted" and m.move_type == "out_invoice" and m.amount_residual
        )
        for invoice in invoices:
            self._pay(invoice)
        self._commit_hooks()

    def _night(self, day):
        """Let the nightly run of changes do what the calendar brought until ``day``."""
        with freeze_time(f"{day} 08:00:00"):
            self._run_cron("ir_cron_golf_changes")
            self._run_cron("ir_cron_golf_states")
