# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The small lists by which stays are told apart: where from, for whom, by which way."""

from odoo import fields, models


class HotelSource(models.Model):
    """A system that sends stays: a property management system, a file, or nobody but staff."""

    _name = "hotel.source"
    _description = "Source of Stays"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True, help="How the system names itself when it sends stays. Unique."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    bills = fields.Boolean(
        "Bills its stays",
        help="Its guests get their invoices there. Otherwise who is checked in at our desk gets a"
        " folio and an invoice here, at the rate that was told.",
    )

    _code_unique = models.UniqueIndex("(code)", "Another source has this code already.")


class HotelMarketSegment(models.Model):
    """Whom a stay is sold to: individuals, groups, companies."""

    _name = "hotel.market.segment"
    _description = "Market Segment"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex("(code)", "Another market segment has this code already.")


class HotelChannel(models.Model):
    """By which way a stay was booked: direct, through an agency, by a company."""

    _name = "hotel.channel"
    _description = "Booking Channel"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex("(code)", "Another channel has this code already.")
