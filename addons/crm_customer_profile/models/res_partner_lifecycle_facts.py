# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict
from datetime import datetime, time

from odoo import models

from ..lifecycle.states import Facts, Lead


class ResPartner(models.Model):
    """The dated facts that the life cycle is derived from.

    A document counts for the person on it and for the company that person belongs to.
    """

    _inherit = "res.partner"

    def _get_lifecycle_facts(self):
        """Return ``{id: Facts}`` of these people, by a fixed number of queries.

        Of all companies and teams, whoever asks: the caller has the system's rights.
        """
        sources = self.with_context(active_test=False).search_fetch(
            ["|", ("id", "in", self.ids), ("commercial_partner_id", "in", self.ids)],
            ["commercial_partner_id"],
        )
        found = {
            "leads": sources._get_lifecycle_leads(),
            "quotes": sources._get_lifecycle_quotes(),
            "trades": sources._get_lifecycle_trades(),
            "voices": sources._get_lifecycle_voices(),
        }
        facts = {partner_id: {name: [] for name in found} for partner_id in self.ids}
        for source in sources:
            for target in {source.id, source.commercial_partner_id.id} & facts.keys():
                for name, by_source in found.items():
                    facts[target][name] += by_source.get(source.id, ())
        return {
            partner_id: Facts(**{name: tuple(values) for name, values in by_name.items()})
            for partner_id, by_name in facts.items()
        }

    def _get_lifecycle_leads(self):
        """Return ``{id: [Lead]}``; a lead is qualified in a stage that says so, or when won."""
        leads = (
            self.env["crm.lead"]
            .with_context(active_test=False)
            .search_fetch(
                [("partner_id", "in", self.ids)],
                [
                    "partner_id",
                    "create_date",
                    "type",
                    "stage_id",
                    "won_status",
                    "date_closed",
                    "date_conversion",
                    "date_last_stage_update",
                ],
            )
        )
        found = defaultdict(list)
        for lead in leads:
            # To the second, as the clock that they are compared with.
            opened = lead.create_date.replace(microsecond=0)
            closed = lead.date_closed or lead.date_last_stage_update or opened
            qualified = None
            if lead.type == "opportunity" and lead.stage_id.is_qualified:
                qualified = max(opened, lead.date_last_stage_update or opened)
            lost = max(opened, closed) if lead.won_status == "lost" else None
            found[lead.partner_id.id].append(Lead(opened, qualified, lost))
        return found

    def _get_lifecycle_quotes(self):
        """Return ``{id: [datetime]}`` of the quotations made and not cancelled."""
        orders = self.env["sale.order"].search_fetch(
            [("partner_id", "in", self.ids), ("state", "!=", "cancel")],
            ["partner_id", "create_date", "date_order"],
        )
        found = defaultdict(list)
        for order in orders:
            made = order.create_date.replace(microsecond=0)
            found[order.partner_id.id].append(min(made, order.date_order or made))
        return found

    def _get_lifecycle_trades(self):
        """Return ``{id: [datetime]}`` of confirmed orders, and paid invoices without an order.

        Other addons add their own trades: ``super()`` first, then extend the lists.
        """
        found = defaultdict(list)
        orders = self.env["sale.order"]._read_group(
            [("partner_id", "in", self.ids), ("state", "=", "sale")],
            ["partner_id"],
            ["date_order:array_agg"],
        )
        for partner, dates in orders:
            found[partner.id] += dates
        invoices = self.env["account.move"]._read_group(
            [
                ("partner_id", "in", self.ids),
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("payment_state", "in", ("in_payment", "paid")),
                ("invoice_line_ids", "not any", [("sale_line_ids", "!=", False)]),
            ],
            ["partner_id"],
            ["date:array_agg"],
        )
        for partner, dates in invoices:
            found[partner.id] += [datetime.combine(date, time(12)) for date in dates]
        return found

    def _get_lifecycle_voices(self):
        """Return ``{id: [datetime]}`` of further signs of life; the contact log adds to them."""
        return defaultdict(list)
