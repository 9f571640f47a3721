# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResCompany(models.Model):
    """How requests come in: where they go, what counts as said again, how much mail is taken."""

    _inherit = "res.company"

    service_default_queue_id = fields.Many2one(
        "service.queue",
        "Queue of what no rule is about",
        domain="[('company_id', '=', id)]",
        ondelete="set null",
    )
    service_repeat_days = fields.Integer(
        "Said again within days",
        default=90,
        help="A complaint of the same customer on the same topic within so many days is linked to "
        "the first one and made more urgent. 0: never.",
    )
    service_mail_limit = fields.Integer(
        "Mails per sender and hour",
        default=20,
        help="What a sender writes beyond that is kept with the last request, unanswered, and the "
        "supervisor is told. 0: no limit.",
    )
    service_mail_body_kb = fields.Integer(
        "Longest mail shown, kB",
        default=512,
        help="A longer text is shown shortened; all of it is attached. 0: no limit.",
    )

    _service_limits_positive = models.Constraint(
        "CHECK (service_repeat_days >= 0 AND service_mail_limit >= 0"
        " AND service_mail_body_kb >= 0)",
        "A number of days, mails or kilobytes cannot be less than nothing.",
    )

    def _get_service_keeper(self):
        """Return the manager of the service who is told what nobody supervises, or nobody."""
        self.ensure_one()
        # Who manages is no secret; an administrator of the system comes last.
        managers = self.env.ref("crm_service_queue.group_service_manager").sudo().all_user_ids
        here = managers.filtered(lambda u: u.active and not u.share and self in u.company_ids)
        return here.sorted(lambda u: (u.has_group("base.group_system"), u.id))[:1]
