# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ServiceStarterItem(models.Model):
    """What a new colleague of a queue reads and does first."""

    _name = "service.starter.item"
    _description = "Item of a Starter Plan"
    _order = "sequence, id"

    name = fields.Char("To do", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    queue_id = fields.Many2one(
        "service.queue",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: for the new colleagues of every queue.",
    )
    article_id = fields.Many2one(
        "service.article", "To read", index="btree_not_null", ondelete="restrict"
    )
    days = fields.Integer("Within (days)", default=7, help="Counted from the first day.")

    _days_positive = models.Constraint(
        "CHECK (days >= 0)", "A to-do cannot be due before the first day."
    )

    @api.model
    def _plan_for(self, members):
        """Give new members of queues the items they have not got."""
        everything = self.sudo().search([])
        ticks = self.env["service.starter.tick"].sudo()
        have = {
            (tick.member_id.id, tick.item_id.id)
            for tick in ticks.search([("member_id", "in", members.ids)])
        }
        today = fields.Date.context_today(self)
        return ticks.create(
            [
                {
                    "member_id": member.id,
                    "item_id": item.id,
                    "due": fields.Date.add(today, days=item.days),
                }
                for member in members
                for item in everything
                if item.queue_id in (member.queue_id, self.env["service.queue"])
                and (member.id, item.id) not in have
            ]
        )
