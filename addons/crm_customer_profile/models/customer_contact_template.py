# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class CustomerContactTemplate(models.Model):
    """Which template is used in a state through a channel, from a day on.

    A new text is a new template with a later day: what was sent before keeps its version.
    """

    _name = "customer.contact.template"
    _description = "Contact Template"
    _order = "rule_id, means, valid_from desc, id desc"

    name = fields.Char(compute="_compute_name")
    rule_id = fields.Many2one(
        "customer.state.rule", string="State", required=True, index=True, ondelete="cascade"
    )
    means = fields.Selection(
        [("email", "E-mail"), ("sms", "SMS"), ("script", "Words to say or write")],
        string="Channel",
        required=True,
        default="email",
    )
    valid_from = fields.Date(required=True, default=fields.Date.context_today)
    version = fields.Integer(compute="_compute_version")
    is_current = fields.Boolean(compute="_compute_version", search="_search_is_current")
    mail_template_id = fields.Many2one(
        "mail.template", domain="[('model', '=', 'res.partner')]", ondelete="restrict"
    )
    sms_template_id = fields.Many2one(
        "sms.template", domain="[('model', '=', 'res.partner')]", ondelete="restrict"
    )
    script = fields.Html(translate=True, help="For calls, visits and letters.")
    company_id = fields.Many2one("res.company", help="Empty: for every company.")

    _one_version_a_day = models.UniqueIndex(
        "(rule_id, means, valid_from, COALESCE(company_id, 0))",
        "There is a template of this state and channel from this day on already.",
    )

    @api.depends("rule_id.state", "means", "mail_template_id.name", "sms_template_id.name")
    def _compute_name(self):
        means = dict(self._fields["means"]._description_selection(self.env))
        for template in self:
            named = template.mail_template_id.name or template.sms_template_id.name
            template.name = named or f"{template.rule_id.display_name}, {means[template.means]}"

    @api.depends("rule_id", "means", "valid_from", "company_id")
    def _compute_version(self):
        today = fields.Date.context_today(self)
        versions = self.search_fetch(
            [("rule_id", "in", self.rule_id.ids)],
            ["rule_id", "means", "valid_from", "company_id"],
            order="valid_from, id",
        )
        series = versions.grouped(lambda each: (each.rule_id, each.means, each.company_id))
        for template in self:
            own = series.get((template.rule_id, template.means, template.company_id), versions[:0])
            ids = own.ids
            mine = template._origin.id
            template.version = ids.index(mine) + 1 if mine in ids else len(ids) + 1
            valid = own.filtered(lambda each: each.valid_from <= today)
            template.is_current = bool(mine) and valid[-1:].id == mine

    def _search_is_current(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("id", "in", self.search([]).filtered("is_current").ids)]

    @api.constrains("means", "mail_template_id", "sms_template_id", "script")
    def _check_template(self):
        for template in self:
            content = {
                "email": template.mail_template_id,
                "sms": template.sms_template_id,
                "script": template.script,
            }
            if not content[template.means]:
                raise ValidationError(
                    self.env._(
                        "%(name)s: choose the template of this channel, or write the words.",
                        name=template.name,
                    )
                )

    @api.model
    def _get_current(self, state, means):
        """Return the version that is valid today, the company's own before everybody's."""
        return self.search(
            Domain("rule_id.state", "=", state)
            & Domain("means", "=", means)
            & Domain("valid_from", "<=", fields.Date.context_today(self))
            & Domain("company_id", "in", [False, self.env.company.id]),
            order="company_id, valid_from desc, id desc",
            limit=1,
        )
