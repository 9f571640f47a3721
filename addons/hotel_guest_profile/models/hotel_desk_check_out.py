# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_date

from .hotel_folio_line import KINDS


class HotelDesk(models.AbstractModel):
    """Check-out: the folio, what to say and hand over, the invoice."""

    _inherit = "hotel.desk"

    @api.model
    def prepare_check_out(self, stay_id):
        """Return what the desk needs when a guest leaves.

        :return: dict: ``stay_id``, ``guest``, ``room``, ``nights``, ``lines`` of the folio (those
            ``spared`` are not billed), ``total`` and ``open`` of the rest, ``payers`` (who gets an
            invoice of how much), ``prompts`` (what to say and hand over), ``kinds`` (of what may
            be added), ``elsewhere`` (a sentence where another system bills the nights), ``early``
            (days before the day)
        """
        self._check_desk()
        stay = self._get_stay(stay_id, "in_house")
        self.env["hotel.folio.line"].check_access("read")
        today = stay.property_id._get_today()
        spared = stay._get_nights_not_stayed(today)
        stayed = stay.folio_line_ids - spared
        open_lines = stayed.filtered(lambda line: line.state == "open")
        by_payer = open_lines.grouped(lambda line: stay._get_payer(line.kind))
        currency = stay.currency_id
        return {
            "stay_id": stay.id,
            "stay": stay.name,
            "guest": {"id": stay.partner_id.id, "name": stay.partner_id.name},
            "room": stay.room_id.name or "",
            "keys": stay.key_count,
            "nights": stay.nights,
            "departure_label": format_date(self.env, stay.departure),
            "elsewhere": self._tell_who_bills(stay),
            "early": max(0, (stay.departure - today).days),
            "lines": [
                self._prepare_folio_row(line) | {"spared": line in spared}
                for line in stay.folio_line_ids
            ],
            "total": format_amount(self.env, sum(stayed.mapped("price_total")), currency),
            "open": format_amount(self.env, sum(open_lines.mapped("price_total")), currency),
            "payers": [
                {
                    "name": payer.name or "",
                    "amount": format_amount(self.env, sum(part.mapped("price_total")), currency),
                }
                for payer, part in by_payer.items()
            ],
            "prompts": stay._get_check_out_prompts(),
            "kinds": self.env["hotel.folio.line"]._fields["kind"]._description_selection(self.env),
            "can": self._get_rights(),
        }

    @api.model
    def _tell_who_bills(self, stay):
        if stay._is_billed_here():
            return ""
        return self.env._(
            "%(system)s bills this stay: on the folio is only what was consumed here.",
            system=stay.source_id.name,
        )

    @api.model
    def _prepare_folio_row(self, line):
        states = dict(line._fields["state"]._description_selection(self.env))
        return {
            "id": line.id,
            "date": self._tell_day(line.date),
            "name": line.name,
            "quantity": line.quantity,
            "amount": format_amount(self.env, line.price_total, line.currency_id),
            "state": line.state,
            "state_label": states[line.state],
        }

    @api.model
    def add_charge(self, stay_id, kind, name, amount, quantity=1.0):
        """Put something on the folio of a guest in house.

        :param amount: the price of one
        :return: the folio as :meth:`prepare_check_out` shows it
        """
        self._check_desk()
        stay = self._get_stay(stay_id, "in_house")
        if kind not in dict(KINDS):
            raise UserError(self.env._("Say what kind of thing it is."))
        try:
            amount, quantity = float(amount or 0), float(quantity or 1)
        except (TypeError, ValueError):
            raise UserError(self.env._("Type the price as a number.")) from None
        values = {"stay_id": stay.id, "kind": kind, "quantity": quantity}
        if name and name.strip():
            values["name"] = name.strip()
        if amount:
            values["price_unit"] = amount
        self.env["hotel.folio.line"].create(values)
        return self.prepare_check_out(stay_id)

    @api.model
    def check_out(self, stay_id, remark="", kind="idea", handed_over=(), pay=False):
        """Check a guest out: the folio on draft invoices, what was said kept, the room to clean.

        :param remark: what the guest told, in his words; kept as feedback
        :param kind: of the remark: complaint, idea or praise
        :param handed_over: ids of the feedback whose gift or news the guest was given
        :param pay: post the guest's own invoice and ask for the payment
        :return: action of the payment or of the invoices, False where nothing was to be billed
        """
        self._check_desk()
        stay = self._get_stay(stay_id, "in_house")
        if handed_over:
            self._hand_over(stay, handed_over)
        if remark and remark.strip():
            self._keep_remark(stay, remark.strip(), kind)
        invoices = stay._check_out()
        own = invoices.filtered(
            lambda move: (
                move.partner_id.commercial_partner_id == stay.partner_id.commercial_partner_id
            )
        )
        if pay and own:
            own.action_post()
            action = own.action_register_payment()
            # The next guest is waiting: the desk stays on the screen, not the payment.
            return {**action, "context": {**action["context"], "dont_redirect_to_payments": True}}
        return invoices._get_hotel_open_action() if invoices else False

    @api.model
    def _hand_over(self, stay, ids):
        rows = self.env["hotel.feedback"].search(
            [("id", "in", list(ids)), ("partner_id", "=", stay.partner_id.id)]
        )
        rows.action_hand_over()

    @api.model
    def _keep_remark(self, stay, remark, kind):
        """Keep what a guest told at check-out as feedback."""
        self.env["hotel.feedback"].create(
            {
                "stay_id": stay.id,
                "partner_id": stay.partner_id.id,
                "kind": kind if kind in ("complaint", "idea", "praise") else "idea",
                "name": remark.splitlines()[0][:80],
                "text": remark,
                "date": fields.Datetime.now(),
            }
        )
