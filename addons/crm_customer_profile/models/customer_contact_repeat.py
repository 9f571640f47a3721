# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date


class CustomerContact(models.Model):
    """Nobody is written to or visited twice about the same: who was there is named before."""

    _inherit = "customer.contact"

    brochure_ids = fields.Many2many("customer.brochure", string="Brochures")
    repeat_of_id = fields.Many2one(
        "customer.contact",
        string="Repeats",
        compute="_compute_repeat",
        store=True,
        index="btree_not_null",
        ondelete="set null",
        help="The earlier contact by a colleague, or the one that had the same brochure.",
    )
    is_repeat = fields.Boolean("Repeated", compute="_compute_repeat", store=True)
    is_brochure_repeat = fields.Boolean("Sent before", compute="_compute_repeat", store=True)
    repeat_warning = fields.Char(compute="_compute_repeat_warning")
    repeat_confirmed = fields.Boolean(
        "Send again", copy=False, help="Send the same brochure to the same person once more."
    )

    @api.depends("partner_id", "channel_id", "brochure_ids", "date", "user_id", "state")
    def _compute_repeat(self):
        earlier = self._get_earlier_contacts()
        for contact in self:
            same, near = contact._split_earlier(earlier)
            repeated = (same or near)[:1]
            contact.repeat_of_id = repeated.id
            contact.is_repeat = bool(repeated)
            contact.is_brochure_repeat = bool(same)

    def _get_earlier_contacts(self):
        """Return every other contact with these people that could be the first of two."""
        # Of everybody's contacts, to name the colleague; nothing else of them is shown.
        return self.sudo().search_fetch(
            [
                ("partner_id", "in", self.partner_id._origin.ids),
                ("state", "!=", "cancelled"),
            ],
            ["partner_id", "channel_id", "brochure_ids", "date", "user_id", "state"],
            order="date desc, id desc",
        )

    def _split_earlier(self, earlier):
        """Return the earlier contacts with the same brochure, and the colleagues' near ones."""
        self.ensure_one()
        # No contact at all; with rights like those it is compared with.
        none = self.sudo().browse()
        if self.state == "cancelled" or not self.partner_id or not self.date:
            return none, none
        mine = self._origin
        others = earlier.filtered(
            lambda other: (
                other.partner_id == self.partner_id._origin
                and other.id != mine.id
                and (other.date, other.id) < (self.date, mine.id or float("inf"))
            )
        )
        same = others.filtered(lambda other: other.brochure_ids & self.brochure_ids._origin)
        near = none
        days = (self.company_id or self.env.company).customer_repeat_days
        if self.channel_id.warns_repeat and days:
            since = self.date - timedelta(days=days)
            near = others.filtered(
                lambda other: (
                    other.channel_id.warns_repeat
                    and other.user_id != self.user_id
                    and other.date >= since
                )
            )
        return same, near

    @api.depends("repeat_of_id", "is_brochure_repeat")
    def _compute_repeat_warning(self):
        for contact in self:
            # The colleague and the day, of a contact the reader may not open.
            other = contact.sudo().repeat_of_id
            if not other:
                contact.repeat_warning = False
                continue
            values = {
                "name": contact.partner_id.name,
                "colleague": other.user_id.name,
                "day": format_date(self.env, other.date),
                "channel": other.channel_id.name,
            }
            if contact.is_brochure_repeat:
                values["brochures"] = ", ".join(
                    (other.brochure_ids & contact.brochure_ids._origin).mapped("name")
                )
                contact.repeat_warning = self.env._(
                    "%(name)s already got %(brochures)s from %(colleague)s on %(day)s.", **values
                )
            else:
                contact.repeat_warning = self.env._(
                    "%(name)s was already contacted by %(colleague)s on %(day)s (%(channel)s).",
                    **values,
                )

    @api.onchange("partner_id", "channel_id", "brochure_ids", "date")
    def _onchange_repeat(self):
        """Say who was there before while the contact is being planned."""
        if self.repeat_warning:
            return {
                "warning": {
                    "title": self.env._("Contacted before"),
                    "message": self.repeat_warning,
                    "type": "notification",
                }
            }
        return None

    @api.constrains("brochure_ids", "partner_id", "state", "repeat_confirmed")
    def _check_brochure_repeat(self):
        for contact in self:
            if contact.is_brochure_repeat and not contact.repeat_confirmed:
                raise ValidationError(
                    self.env._(
                        "%(warning)s Take the brochure out, or tick “Send again”.",
                        warning=contact.repeat_warning,
                    )
                )
