# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CustomerExternalRef(models.Model):
    """What another system calls a person. By it a file finds the person it brought in before."""

    _name = "customer.external.ref"
    _inherit = ["customer.person.part"]
    _description = "Reference in Another System"
    _order = "partner_id, source, id"
    _rec_name = "reference"

    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
        help="Whose system it is: two hotels number their guests each from 1.",
    )
    source = fields.Char("System", required=True, help="PMS, booking portal, till ...")
    reference = fields.Char(required=True)

    _reference_index = models.UniqueIndex(
        "(company_id, lower(source), reference)",
        "Another person has this reference in this system already.",
    )
