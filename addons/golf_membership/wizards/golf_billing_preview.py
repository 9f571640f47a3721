# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: Memberships looked at in one go.
BATCH_SIZE = 500


class GolfBillingPreview(models.TransientModel):
    """What the daily run will bill up to a day; nothing is written to the books."""

    _name = "golf.billing.preview"
    _description = "What Will Be Billed"

    date = fields.Date("Up to", required=True, default=lambda self: self._get_default_date())
    company_id = fields.Many2one(
        "res.company", string="Club", required=True, default=lambda self: self.env.company
    )
    membership_id = fields.Many2one("golf.membership", help="Only this membership.")
    is_billing = fields.Boolean(compute="_compute_is_billing")

    @api.model
    def _get_default_date(self):
        """Return the first of the coming month."""
        return self.env.company._golf_today().replace(day=1) + relativedelta(months=1)

    @api.depends("company_id")
    def _compute_is_billing(self):
        for preview in self:
            preview.is_billing = bool(preview.company_id.golf_billing_start)

    def action_show(self):
        """List what will be billed."""
        self.ensure_one()
        self.env["golf.charge"].check_access("read")
        self._make_lines()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_billing_preview_line_action"
        )
        action["domain"] = [("preview_id", "=", self.id)]
        action["display_name"] = self.env._(
            "Billed up to %(day)s", day=fields.Date.to_string(self.date)
        )
        return action

    def _make_lines(self):
        """Create a line for each charge that is due or will be made up to the day."""
        self.ensure_one()
        lines = self.env["golf.billing.preview.line"]
        lines.search([("preview_id", "=", self.id)]).unlink()
        # Whoever may see the fees may see what they will be; it is only read.
        charges = self.env["golf.charge"].sudo()
        domain = charges._get_to_invoice_domain(self.company_id, self.date)
        one = (
            Domain("membership_id", "=", self.membership_id.id)
            if self.membership_id
            else Domain.TRUE
        )
        for charge in charges.search(domain & one):
            lines.create(self._prepare_line(charge) | {"charge_id": charge.id})
        members = self.membership_id or self.env["golf.membership"].search(
            self.env["golf.membership"]._get_charged_domain(self.company_id), order="id"
        )
        members = members.filtered_domain(members._get_charged_domain(self.company_id))
        for offset in range(0, len(members), BATCH_SIZE):
            # Previews are for who may see money; whose they are was found with one's own rights.
            batch = members[offset : offset + BATCH_SIZE].sudo()
            lines.create(
                [
                    self._prepare_line(charges.new(values))
                    for values in batch._get_expected_charges(self.date)
                    if values["amount"]
                ]
            )

    def _prepare_line(self, charge):
        """Return the values of the line of a charge, be it there already or only expected."""
        company = self.company_id
        return {
            "preview_id": self.id,
            "membership_id": charge.membership_id._origin.id,
            "payer_id": charge.payer_id._origin.id,
            "tier_id": charge.tier_id._origin.id,
            "fee_kind": charge.fee_kind,
            "product_id": charge.product_id._origin.id,
            "period_start": charge.period_start,
            "period_end": charge.period_end,
            "bill_on": charge.bill_on,
            "currency_id": charge.currency_id._origin.id,
            "amount": charge.amount,
            "company_amount": charge.currency_id._origin._convert(
                charge.amount, company.currency_id, company, company._golf_today()
            ),
            "problem": charge._get_billing_problem(),
        }


class GolfBillingPreviewLine(models.TransientModel):
    """A charge that will be billed."""

    _name = "golf.billing.preview.line"
    _description = "Charge That Will Be Billed"
    _order = "payer_id, membership_id, period_start, id"
    _rec_name = "product_id"

    preview_id = fields.Many2one("golf.billing.preview", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="preview_id.company_id", string="Club", store=True)
    charge_id = fields.Many2one("golf.charge", help="Empty where the run is yet to make it.")
    membership_id = fields.Many2one("golf.membership", string="Member")
    payer_id = fields.Many2one("res.partner", string="Billed to")
    tier_id = fields.Many2one("res.partner.grade")
    fee_kind = fields.Selection(
        lambda self: self.env["golf.charge"]._fields["fee_kind"].selection, "Fee"
    )
    product_id = fields.Many2one("product.product")
    period_start = fields.Date("From")
    period_end = fields.Date("To")
    bill_on = fields.Date()
    currency_id = fields.Many2one("res.currency")
    amount = fields.Monetary(help="Before taxes.")
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of the club"
    )
    company_amount = fields.Monetary(
        "Amount in the club's currency", currency_field="company_currency_id"
    )
    problem = fields.Char(help="Why it cannot be billed as things stand, and what to do.")
