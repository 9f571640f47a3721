# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Merging contacts loses no relation, and leaves none to oneself and none twice.

        Core would delete all relations of a contact if one of them did not fit.
        """
        self._merge_customer_relations(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _merge_customer_relations(self, src_partners, dst_partner):
        merged = src_partners | dst_partner
        # Of whatever company, and whoever may see them: a merge concerns all.
        relations = (
            self.env["customer.relation"]
            .sudo()
            .search(["|", ("partner_id", "in", merged.ids), ("other_id", "in", merged.ids)])
        )

        def get_ends(relation):
            ends = (relation.partner_id, relation.other_id)
            return [dst_partner if partner in merged else partner for partner in ends]

        to_oneself = relations.filtered(lambda r: set(get_ends(r)) == {dst_partner})
        for relation in to_oneself:
            dst_partner.message_post(
                body=self.env._(
                    "%(relation)s: both are one contact now, so the relation is gone.",
                    relation=relation.display_name,
                )
            )
        doubles = relations.browse()
        lasting = (relations - to_oneself).filtered(lambda r: not r.date_until)
        pairs = lasting.grouped(lambda r: (r.kind_id, frozenset(p.id for p in get_ends(r))))
        for (kind, _pair), same in pairs.items():
            kept, rest = same.sorted("id")[:1], same.sorted("id")[1:]
            if not kind.is_symmetric and any(get_ends(r) != get_ends(kept) for r in rest):
                raise UserError(
                    self.env._(
                        "%(one)s and %(other)s: each would be the %(kind)s of the other. End the "
                        "relation that is wrong before you merge; nothing has been changed.",
                        one=get_ends(kept)[0].display_name,
                        other=get_ends(kept)[1].display_name,
                        kind=kind.name,
                    )
                )
            if rest:
                self._join_customer_relations(kept, same)
                doubles |= rest
        (to_oneself | doubles).unlink()
        for relation in relations.exists():
            partner, other = get_ends(relation)
            if (partner, other) != (relation.partner_id, relation.other_id):
                relation.write({"partner_id": partner.id, "other_id": other.id})
        self.env.flush_all()

    def _join_customer_relations(self, kept, same):
        """Keep in one relation what is noted in several that say the same."""
        notes = dict.fromkeys(note for note in same.mapped("note") if note)
        starts = [day for day in same.mapped("date_from") if day]
        kept.write(
            {
                "note": " / ".join(notes) or False,
                "date_from": min(starts) if starts else False,
            }
        )
