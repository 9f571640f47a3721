# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError


class ServiceStarterTick(models.Model):
    """An item of the starter plan of one colleague, done or not."""

    _name = "service.starter.tick"
    _description = "To-do of a New Colleague"
    _order = "done_at desc, due, id"
    _rec_name = "item_id"

    member_id = fields.Many2one(
        "service.queue.member", "Colleague", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(related="member_id.user_id", store=True, precompute=True, index=True)
    queue_id = fields.Many2one(related="member_id.queue_id", store=True, precompute=True)
    company_id = fields.Many2one(related="queue_id.company_id", store=True, precompute=True)
    item_id = fields.Many2one(
        "service.starter.item", "To do", required=True, index=True, ondelete="cascade"
    )
    article_id = fields.Many2one(related="item_id.article_id")
    due = fields.Date("To be done by")
    done_at = fields.Datetime("Done", readonly=True, copy=False)

    _once = models.UniqueIndex("(member_id, item_id)", "This colleague has this to-do already.")

    @api.model
    def _check_own(self, ticks):
        if any(tick.user_id != self.env.user for tick in ticks) and not self.env.user.has_group(
            "crm_service_queue.group_service_supervisor"
        ):
            raise AccessError(self.env._("Each colleague ticks the own to-dos."))

    def action_done(self):
        """Tick it; reading an article counts as a reading."""
        self.check_access("read")
        self._check_own(self)
        now = fields.Datetime.now()
        for tick in self.sudo().filtered(lambda t: not t.done_at):  # own ones, as was checked
            tick.done_at = now

    def action_undo(self):
        """Take the tick away."""
        self.check_access("read")
        self._check_own(self)
        self.sudo().done_at = False  # own ones, as was checked

    def action_read(self):
        """Open the article."""
        self.ensure_one()
        return self.article_id.get_formview_action()
