# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class GolfClubBrand(models.Model):
    """A maker of golf clubs, picked on members' profiles."""

    _name = "golf.club.brand"
    _description = "Golf Club Brand"
    _order = "name"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    color = fields.Integer()

    # Expression index: brands are told apart without regard to case.
    _name_uniq = models.UniqueIndex("(lower(name))", "This brand exists already.")
