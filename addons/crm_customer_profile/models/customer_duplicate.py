# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CustomerDuplicate(models.Model):
    """Two contacts that may be one person; somebody looks and decides, once."""

    _name = "customer.duplicate"
    _inherit = ["customer.person.part"]
    _description = "Possible Duplicate"
    _order = "state desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", "Contact", required=True, index=True, ondelete="cascade"
    )
    other_id = fields.Many2one(
        "res.partner", "Other contact", index=True, ondelete="cascade", help="Empty once merged."
    )
    other_name = fields.Char("Was called", readonly=True)
    reason = fields.Selection(
        [("document", "Same document"), ("report", "Reported by a colleague")],
        required=True,
        default="report",
    )
    detail = fields.Char()
    state = fields.Selection(
        [("open", "To look at"), ("different", "Not the same person"), ("merged", "Merged")],
        required=True,
        default="open",
        readonly=True,
        index=True,
    )
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True, ondelete="restrict")
    decided_on = fields.Datetime(readonly=True)

    _pair = models.UniqueIndex(
        "(LEAST(partner_id, other_id), GREATEST(partner_id, other_id)) WHERE other_id IS NOT NULL",
        "These two contacts are on the list already.",
    )

    @api.constrains("partner_id", "other_id")
    def _check_two(self):
        for row in self:
            if row.partner_id == row.other_id:
                raise ValidationError(
                    self.env._(
                        "%(name)s cannot be a duplicate of itself: choose two contacts.",
                        name=row.partner_id.name,
                    )
                )

    @api.model
    def _note_shared_documents(self, identities):
        """Put the other holders of these documents on the list, unless they have been."""
        # Who records a document need not see the other holder; that there is one is for whoever
        # looks through the list.
        identities = identities.sudo()
        hashes = list(filter(None, identities.mapped("number_hash")))
        holders = self.env["customer.identity"].sudo().search([("number_hash", "in", hashes)])
        pairs = {}
        for same in holders.grouped("number_hash").values():
            for mine in same & identities:
                for other in same - mine:
                    pair = tuple(sorted((mine.partner_id.id, other.partner_id.id)))
                    if pair[0] != pair[1]:
                        pairs.setdefault(pair, mine.display_name)
        if not pairs:
            return self.browse()
        people = list({id_ for pair in pairs for id_ in pair})
        # The list of candidates is the system's: that two share a document, and not its number.
        known = {
            tuple(sorted((row.partner_id.id, row.other_id.id)))
            for row in self.sudo().search(
                [("partner_id", "in", people), ("other_id", "in", people)]
            )
        }
        return self.sudo().create(
            [
                {
                    "partner_id": first,
                    "other_id": second,
                    "reason": "document",
                    "detail": document,
                }
                for (first, second), document in pairs.items()
                if (first, second) not in known
            ]
        )

    def action_not_same(self):
        """Remember that the two are different people; they are not brought up again."""
        self.filtered(lambda row: row.state == "open")._decide("different")

    def action_reopen(self):
        """Have the two looked at again."""
        self.filtered(lambda row: row.state == "different").write(
            {"state": "open", "decided_by_id": False, "decided_on": False}
        )

    def _decide(self, state, **values):
        self.write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_on": fields.Datetime.now(),
                **values,
            }
        )

    def action_merge(self):
        """Open core's wizard that makes one contact of the two."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("base.action_partner_merge")
        action["context"] = {
            "active_model": "res.partner",
            "active_ids": (self.partner_id | self.other_id).ids,
        }
        return action

    @api.model
    def _before_merge(self, src_partners, dst_partner):
        """Prepare the list for the merge of contacts: pairs become one, or pairs with ``dst``."""
        people = src_partners | dst_partner
        # Whoever may merge contacts merges what the system noted of them, too.
        rows = self.sudo().search(
            ["|", ("partner_id", "in", src_partners.ids), ("other_id", "in", src_partners.ids)]
        )
        inside = rows.filtered(lambda row: row.partner_id in people and row.other_id in people)
        for row in inside:
            gone = row.other_id if row.other_id != dst_partner else row.partner_id
            row.write({"partner_id": dst_partner.id, "other_id": False, "other_name": gone.name})
        inside._decide("merged")
        self._drop_doubled(rows - inside, people)

    def _drop_doubled(self, rows, people):
        """Of the pairs that would be the same after the merge keep one, a decided one first."""
        third = {row: row.other_id if row.partner_id in people else row.partner_id for row in rows}
        everybody = (
            self.sudo()  # as in _before_merge
            .search(
                [
                    "|",
                    "&",
                    ("partner_id", "in", people.ids),
                    ("other_id", "in", [partner.id for partner in third.values()]),
                    "&",
                    ("other_id", "in", people.ids),
                    ("partner_id", "in", [partner.id for partner in third.values()]),
                ]
            )
            .filtered("other_id")
        )
        by_third = everybody.grouped(
            lambda row: row.other_id if row.partner_id in people else row.partner_id
        )
        for pairs in by_third.values():
            pairs.sorted(lambda row: row.state == "open")[1:].unlink()
