# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.tools import format_date


class AccountMove(models.Model):
    """Invoices of stays."""

    _inherit = "account.move"

    def _get_hotel_open_action(self):
        """Return the action that opens these invoices: the one, or a list."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        action["context"] = {"create": False}
        if len(self) == 1:
            action.update(views=[(False, "form")], res_id=self.id)
        else:
            action["domain"] = [("id", "in", self.ids)]
        return action


class AccountMoveLine(models.Model):
    """A line of an invoice knows the line of the folio it bills."""

    _inherit = "account.move.line"

    hotel_folio_line_id = fields.Many2one(
        "hotel.folio.line",
        "Folio line",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        readonly=True,
    )

    def _copy_data_extend_business_fields(self, values):
        # A reversal concerns the same night or meal.
        result = super()._copy_data_extend_business_fields(values)
        values["hotel_folio_line_id"] = self.hotel_folio_line_id.id
        return result


class HotelFolioLine(models.Model):
    """A line of the folio as a line of an invoice."""

    _inherit = "hotel.folio.line"

    def _prepare_invoice_line_values(self):
        """Return the values of the invoice line; its taxes are Odoo's, by the payer's position."""
        self.ensure_one()
        values = {
            "hotel_folio_line_id": self.id,
            "product_id": self.product_id.id,
            "name": self._get_invoice_text(),
            "quantity": self.quantity,
            "price_unit": self.price_unit,
        }
        if not self.product_id:
            values["tax_ids"] = [(6, 0, self.tax_ids.ids)]
        return values

    def _get_invoice_text(self):
        """Return the text of the invoice line, in the payer's language."""
        self.ensure_one()
        payer = self.stay_id._get_payer(self.kind)
        line = self.with_context(lang=payer.lang or self.env.lang)
        return line.env._(
            "%(what)s, %(day)s, room %(room)s",
            what=line.product_id.name if line.is_night and line.product_id else line.name,
            day=format_date(line.env, line.date),
            room=line.stay_id.room_id.name or "-",
        )
