# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError


class ServiceRequestSplit(models.TransientModel):
    """One request that is two: what the other one is about, and what was said of it."""

    _name = "service.request.split"
    _description = "Split a Request"

    request_id = fields.Many2one("service.request", required=True, ondelete="cascade")
    name = fields.Char("Subject", required=True)
    category_id = fields.Many2one("service.category")
    queue_id = fields.Many2one(
        "service.queue", help="Empty: where the rules put it.", ondelete="cascade"
    )
    message_ids = fields.Many2many(
        "mail.message",
        string="What was said of it",
        domain="[('model', '=', 'service.request'), ('res_id', '=', request_id), "
        "('message_type', 'in', ('email', 'comment'))]",
        help="Is copied to the new request.",
    )

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "service.request":
            request = self.env["service.request"].browse(self.env.context.get("active_id"))
            values.setdefault("request_id", request.id)
            values.setdefault("name", request.name)
            values.setdefault("category_id", request.category_id.id)
        return values

    def action_split(self):
        """Make the other request and open it."""
        self.ensure_one()
        self.request_id.check_access("write")
        source = self.request_id.sudo()  # the right to it was checked
        if self.message_ids.sudo().filtered(
            lambda message: message.model != source._name or message.res_id != source.id
        ):
            raise UserError(self.env._("Choose what was said in this request only."))
        # Where it was split from is a part of its course.
        other = source.create(
            {
                **source._prepare_sibling(),
                "name": self.name,
                "category_id": self.category_id.id,
                "queue_id": self.queue_id.id,
                "split_from_id": source.id,
            }
        )
        source._copy_messages(self.message_ids.sudo(), other)
        source._log_event("split", new_value=other.number)
        other._log_event("split", old_value=source.number)
        for one, two in ((source, other), (other, source)):
            one.message_post(
                body=self.env._("Split: see %(request)s", request=two._get_html_link()),
                subtype_xmlid="mail.mt_note",
            )
        return other.sudo(False)._open_form()
