# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class GolfMembership(models.Model):
    """One person, one running membership of a kind: told in sentences.

    PostgreSQL holds it by an exclusion constraint, whatever these methods miss.
    """

    _inherit = "golf.membership"

    @api.model
    def _check_holders_are_free(self, vals_list):
        """Say in a sentence what the exclusion constraint would say in a code.

        :param vals_list: values of memberships to create
        :raises ValidationError: one of the people holds a running membership of that kind
        """
        partner_ids = [vals["partner_id"] for vals in vals_list if vals.get("partner_id")]
        # Memberships of the same people, whoever may see them: only the fact is told.
        held = self.sudo().search(
            [("partner_id", "in", partner_ids), ("state", "in", self._get_running_states())]
        )
        if not held:
            return
        by_holder = held.grouped(lambda m: (m.company_id.id, m.partner_id.id, m.kind))
        for vals in vals_list:
            tier = self.env["res.partner.grade"].browse(vals.get("tier_id"))
            holder = (vals["company_id"], vals.get("partner_id"), tier.membership_kind)
            last = False if tier._renews_by_itself() else vals.get("term_end")
            new = self.new({"date_start": vals["date_start"], "occupied_until": last})
            for other in by_holder.get(holder, ()):
                if new._overlaps(other):
                    raise ValidationError(other._get_overlap_message(other))

    def _overlaps(self, other):
        """Tell whether the days of two memberships overlap; an empty end is no end."""
        self.ensure_one()
        before_other_ends = not other.occupied_until or self.date_start <= other.occupied_until
        other_before_end = not self.occupied_until or other.date_start <= self.occupied_until
        return before_other_ends and other_before_end

    def _get_overlap_message(self, other):
        """Return the sentence that explains an overlap with the membership ``other``."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return self.env._(
            "%(member)s already holds a running membership of kind %(kind)s (%(number)s, from"
            " %(start)s to %(end)s). Cancel that one, or choose a first day after it.",
            member=other.partner_id.name,
            kind=kinds.get(other.kind, other.kind),
            number=other.number,
            start=fields.Date.to_string(other.date_start),
            end=fields.Date.to_string(other.occupied_until) or self.env._("no end"),
        )
