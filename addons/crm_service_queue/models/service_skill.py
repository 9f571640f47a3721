# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceSkill(models.Model):
    """What somebody must be able to do to serve a request: a language, a trade, a product."""

    _name = "service.skill"
    _description = "Service Skill"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    color = fields.Integer()

    _name_unique = models.UniqueIndex("(name)", "There is a skill of this name already.")
