# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command, api, fields, models

from .hotel_folio_line import REVENUE_OF_KIND

MONEY = "hotel_guest_profile.group_hotel_money"


class HotelStay(models.Model):
    """The folio of a stay: what was consumed, who pays for it, its invoices."""

    _inherit = "hotel.stay"

    folio_line_ids = fields.One2many(
        "hotel.folio.line", "stay_id", string="Folio", groups=MONEY, copy=False
    )
    bill_to = fields.Selection(
        [
            ("guest", "The guest pays everything"),
            ("room", "The company pays the room, the guest the rest"),
            ("company", "The company pays everything"),
        ],
        compute="_compute_bill_to",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    folio_total = fields.Monetary("Folio with taxes", compute="_compute_folio_total", groups=MONEY)
    folio_open = fields.Monetary(
        "To invoice", compute="_compute_folio_total", groups=MONEY, help="With taxes."
    )
    invoice_count = fields.Integer(compute="_compute_invoice_count", groups=MONEY)

    @api.depends("account_id", "group_id.partner_id")
    def _compute_bill_to(self):
        for stay in self:
            company = stay.account_id or stay.group_id.partner_id
            stay.bill_to = (stay.bill_to or "company") if company else "guest"

    @api.depends("folio_line_ids.price_subtotal", "folio_line_ids.kind")
    def _compute_revenues(self):
        """What a folio holds is the revenue; without one, what was given stays."""
        result = super()._compute_revenues()
        for stay in self:
            if not stay.folio_line_ids:
                continue
            sums = dict.fromkeys(REVENUE_OF_KIND.values(), 0.0)
            for line in stay.folio_line_ids:
                sums[REVENUE_OF_KIND[line.kind]] += line.price_subtotal
            stay.update(sums)
        return result

    @api.depends("folio_line_ids.price_total", "folio_line_ids.state")
    def _compute_folio_total(self):
        for stay in self:
            lines = stay.folio_line_ids
            stay.folio_total = sum(lines.mapped("price_total"))
            stay.folio_open = sum(
                lines.filtered(lambda line: line.state == "open").mapped("price_total")
            )

    @api.depends("folio_line_ids.move_line_ids")
    def _compute_invoice_count(self):
        for stay in self:
            # Only how many there are; to open them takes the right to invoices.
            stay.invoice_count = len(stay.sudo().folio_line_ids.move_line_ids.move_id)

    def _get_payer(self, kind):
        """Return who pays for what is of a kind: the guest, or the company behind the stay."""
        self.ensure_one()
        company = self.account_id or self.group_id.partner_id
        if company and (self.bill_to == "company" or (self.bill_to == "room" and kind == "room")):
            return company
        return self.partner_id

    # -------------------------------------------------------------- NIGHTS

    @api.model_create_multi
    def create(self, vals_list):
        stays = super().create(vals_list)
        stays.filtered(lambda stay: stay.state == "in_house" and not stay.source_id)._sync_nights()
        return stays

    def write(self, vals):
        result = super().write(vals)
        if not {"departure", "room_type_id"}.isdisjoint(vals):
            self.filtered(lambda stay: stay.state == "in_house")._sync_nights()
        return result

    def _sync_nights(self):
        """Have one line on the folio for each night; called again it changes nothing.

        Nights that are no longer stayed go, unless they are invoiced; who leaves on the day of
        arrival pays for that night.
        """
        stays = self.filtered(lambda stay: stay._is_billed_here())
        Line = self.env["hotel.folio.line"]
        lines = Line.search([("stay_id", "in", stays.ids), ("is_night", "=", True)])
        by_stay = lines.grouped("stay_id")
        surplus, missing = Line, []
        for stay in stays:
            had = by_stay.get(stay, Line)
            count = stay.nights or int(bool(had))
            nights = {stay.arrival + timedelta(days=day) for day in range(count)}
            surplus |= had.filtered(
                lambda line, nights=nights: line.date not in nights and line.state == "open"
            )
            missing += [
                stay._prepare_night(night) for night in sorted(nights - set(had.mapped("date")))
            ]
        # Whoever may change the days of a stay changes its nights with them; the lines
        # themselves are the system's.
        surplus.sudo().unlink()
        Line.sudo().create(missing)

    def _is_billed_here(self):
        """Tell whether the nights of one stay are billed here, or by the system it comes from.

        A stay that another system keeps, and nobody checked in at our desk, has its revenue from
        there.
        """
        self.ensure_one()
        if not self.source_id:
            return True
        # That the system bills is no secret; what the stay earned decides and is not shown.
        stay = self.sudo()
        return not stay.source_id.bills and bool(stay.checked_in_at or not stay.total_revenue)

    def _keep_told_rate(self):
        """Keep what a night costs by the revenue that another system told, before days change."""
        # Whoever checks in need not see money.
        for stay in self.sudo():
            if stay.source_id and not stay.rate and stay.room_revenue and stay.nights:
                stay.rate = stay.currency_id.round(stay.room_revenue / stay.nights)

    def _get_nights_not_stayed(self, today):
        """Return the lines of nights that a guest who leaves today does not pay for."""
        self.ensure_one()
        last = max(today, self.arrival + timedelta(days=1))
        return self.folio_line_ids.filtered(
            lambda line: line.is_night and line.state == "open" and line.date >= last
        )

    def _prepare_night(self, night):
        """Return the values of the line of one night."""
        self.ensure_one()
        return {"stay_id": self.id, "date": night, "kind": "room", "is_night": True}

    def _get_night_price(self):
        """Return what a night of one stay costs, for the registration card."""
        self.ensure_one()
        nights = self.folio_line_ids.filtered("is_night")
        return nights[:1].price_unit or self.rate or self.room_type_id.product_id.lst_price

    # -------------------------------------------------------------- INVOICES

    def _create_folio_invoices(self):
        """Make the draft invoices of what is open on the folios, one for each payer.

        :return: the invoices
        """
        lines = self.folio_line_ids.filtered(lambda line: line.state == "open")
        groups = lines.grouped(
            lambda line: (line.company_id, line.stay_id._get_payer(line.kind), line.currency_id)
        )
        values = [
            {
                "move_type": "out_invoice",
                "company_id": company.id,
                "partner_id": payer.address_get(["invoice"])["invoice"],
                "currency_id": currency.id,
                "invoice_origin": ", ".join(part.stay_id.mapped("name")),
                "invoice_line_ids": [
                    Command.create(line._prepare_invoice_line_values()) for line in part
                ],
            }
            for (company, payer, currency), part in groups.items()
        ]
        return self.env["account.move"].create(values)

    def action_open_folio(self):
        """Open what stands on the folio."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hotel_guest_profile.hotel_folio_line_action"
        )
        return {
            **action,
            "domain": [("stay_id", "=", self.id)],
            "context": {"default_stay_id": self.id},
        }

    def action_open_invoices(self):
        """Open the invoices of the stay."""
        invoices = self.folio_line_ids.move_line_ids.move_id
        return invoices._get_hotel_open_action()

    def action_invoice_folio(self):
        """Make draft invoices of what is open on the folio now, before the guest leaves."""
        self._check_role("hotel_guest_profile.group_hotel_reception")
        self._lock_at_desk()
        invoices = self._create_folio_invoices()
        return invoices._get_hotel_open_action() if invoices else False
