# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict

from odoo import fields, models

from ..allocation import Person


class ResPartner(models.Model):
    """What the allocation rules ask about a person."""

    _inherit = "res.partner"

    customer_source_id = fields.Many2one(
        "utm.source",
        string="Source",
        index="btree_not_null",
        help="Where we know the person from. Empty: what the first lead says.",
    )
    customer_medium_id = fields.Many2one(
        "utm.medium",
        string="Medium",
        index="btree_not_null",
        help="How the person got in touch first. Empty: what the first lead says.",
    )

    def _get_allocation_people(self, segments):
        """Return these people as the package ``allocation`` wants them.

        A constant number of queries, however many the people are.

        :param segments: the segments the rules ask for
        """
        asked = self._get_asked_categories()
        first_lead = self._get_first_lead_origins()
        numbers = self._get_allocation_numbers()
        within = self._get_allocation_segments(segments)
        has_state = "customer_state" in self._fields
        none = (None, None)
        return [
            Person(
                key=partner.id,
                company=partner.company_id.id,
                source=partner.customer_source_id.id or first_lead.get(partner.id, none)[0],
                medium=partner.customer_medium_id.id or first_lead.get(partner.id, none)[1],
                country=partner.country_id.id,
                region=partner.state_id.id,
                city=partner.city or "",
                state=(partner.customer_state or "") if has_state else "",
                numbers=tuple(numbers.get(partner.id, ())),
                categories=frozenset(asked.get(partner.id, ())),
                segments=frozenset(within.get(partner.id, ())),
            )
            for partner in self
        ]

    def _get_allocation_numbers(self):
        """Return the numbers of each person that number ranges are about, by id.

        Those the person is recognised by: reference, card, member number where an addon gives one.
        """
        traits = self._get_recognition_values()
        return {
            partner.id: [number for number in (partner.ref, *traits[partner.id].numbers) if number]
            for partner in self
        }

    def _get_allocation_segments(self, segments):
        """Return the ids of those of ``segments`` each person is in, by person's id."""
        if not segments:
            return {}
        # The rules decide, whichever segments are shared with the colleague who hands over.
        groups = (
            self.env["customer.segment.member"]
            .sudo()
            ._read_group(
                [("partner_id", "in", self.ids), ("segment_id", "in", segments.ids)],
                ["partner_id"],
                ["segment_id:array_agg"],
            )
        )
        return {partner.id: segment_ids for partner, segment_ids in groups}

    def _get_asked_categories(self):
        """Return the ids of the product categories each person has asked for, by person's id.

        From what is written down as a need, and from quotations and orders.
        """
        asked = defaultdict(set)
        lines = self.env["sale.order.line"]._read_group(
            [("order_partner_id", "in", self.ids), ("product_id", "!=", False)],
            ["order_partner_id", "product_id"],
        )
        for partner, product in lines:
            asked[partner.id].add(product.categ_id.id)
        needs = self.env["customer.need"]._read_group(
            [("partner_id", "in", self.ids), ("categ_id", "!=", False)], ["partner_id", "categ_id"]
        )
        for partner, category in needs:
            asked[partner.id].add(category.id)
        return asked

    def _get_first_lead_origins(self):
        """Return the source and medium of the first lead of each person that names one, by id."""
        self.env["crm.lead"].flush_model(["partner_id", "source_id", "medium_id"])
        self.env.cr.execute(
            """
            SELECT DISTINCT ON (partner_id) partner_id, source_id, medium_id
              FROM crm_lead
             WHERE partner_id = ANY(%s) AND (source_id IS NOT NULL OR medium_id IS NOT NULL)
             ORDER BY partner_id, id
            """,
            [self.ids],
        )
        return {partner: (source, medium) for partner, source, medium in self.env.cr.fetchall()}

    def action_customer_allot(self):
        """Give those of these people who have no owner to officers by the rules."""
        Run = self.env["customer.allocation.run"]
        Run._check_may_allot()
        return Run._allot(self)._open()
