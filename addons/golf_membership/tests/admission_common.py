# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command
from odoo.tests import Form

from .life_common import LifeCommon

COLLECT = "golf_membership.mail_activity_type_joining_fee"
GIVE_BACK = "golf_membership.mail_activity_type_give_back"
DECIDE = "golf_membership.mail_activity_type_admission"


class AdmissionCommon(LifeCommon):
    """A tier with the by-laws of three clubs on admission, and members who second."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # tgccgolf.com, docduoduo p-10023312 (庐山), renrendoc p-11968512 (黄山松柏)
        cls.strict = cls._make_tier(
            "Strict",
            "individual",
            100000,
            3000,
            admission_seconders=2,
            admission_posting_days=10,
            admission_by_committee=True,
            admission_wait_months=12,
            admission_pay_days=7,
            admission_refund_days=15,
        )
        cls.accountant = cls._make_staff("accountant")
        cls.members = cls._join(partner=cls._make_person("Member A", "1970-01-01"))
        cls.members |= cls._join(partner=cls._make_person("Member B", "1971-01-01"))
        cls.seconders = cls.members.partner_id
        cls.candidate = cls._make_person("Candidate", "1985-03-04")

    @classmethod
    def _apply(cls, partner=None, seconders=None, tier=None, user=None):
        """Return the application that an officer has started."""
        lead = cls._make_lead(
            partner or cls.candidate,
            tier or cls.strict,
            user_id=cls.officer.id,
            company_id=cls.club.id,
            golf_seconder_ids=[
                Command.set((cls.seconders if seconders is None else seconders).ids)
            ],
        ).with_user(user or cls.officer)
        lead.action_start_golf_application()
        return lead

    @classmethod
    def _decide(cls, lead, decision, user=None, **values):
        action = (
            lead.with_user(user or cls.manager)
            .with_context(golf_decision=decision)
            .action_golf_decide()
        )
        model = cls.env["golf.admission.decision"].with_user(user or cls.manager)
        form = Form(model.with_context(**action["context"]))
        for name, value in values.items():
            form[name] = value
        wizard = form.save()
        wizard.action_confirm()
        cls.env.invalidate_all()
        return wizard

    @classmethod
    def _apply_and_post(cls, **values):
        lead = cls._apply(**values)
        lead.action_post_golf_name()
        return lead

    def _quote(self, lead):
        action = lead.with_user(self.officer).action_golf_quotation()
        return self.env["sale.order"].with_user(self.officer).browse(action["res_id"])

    def _activities(self, record, kind):
        return record.sudo().activity_ids.filtered(
            lambda a: a.activity_type_id == self.env.ref(kind)
        )
