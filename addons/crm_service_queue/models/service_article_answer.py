# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ServiceArticle(models.Model):
    """Answering a customer with an article."""

    _inherit = "service.article"

    def action_use(self):
        """Open an answer to the customer with the text of the article, and count the use."""
        self.ensure_one()
        self.check_access("read")
        request = self.env["service.request"].browse(
            self.env.context.get("service_request_id") or []
        )
        if not request:
            raise UserError(self.env._("Save the request first, then use the article."))
        request.check_access("write")
        customer = request.partner_id
        article = self.with_context(lang=customer.lang or self.env.lang)
        # A use is the system's word.
        self.env["service.article.use"].sudo().create(
            {
                "article_id": self.id,
                "request_id": request.id,
                "user_id": self.env.uid,
                "kind": "used",
            }
        )
        request.sudo().answered_by_article = True
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": request._name,
                "default_res_ids": request.ids,
                "default_composition_mode": "comment",
                "default_partner_ids": customer.ids,
                "default_body": article.body,
                "default_subject": request.display_name,
            },
        }

    def _note_use(self, kind):
        """Count that somebody read it or said whether it helped."""
        # A use is the system's word.
        self.env["service.article.use"].sudo().create(
            [{"article_id": article.id, "user_id": self.env.uid, "kind": kind} for article in self]
        )

    def _is_judged_by(self, user):
        """Tell whether somebody who has logged in has said already whether it helped."""
        return not user._is_public() and bool(
            self.env["service.article.use"]
            .sudo()  # one's own word
            .search_count(
                [
                    ("article_id", "=", self.id),
                    ("user_id", "=", user.id),
                    ("kind", "in", ("helpful", "unhelpful")),
                ],
                limit=1,
            )
        )

    @api.model
    def _get_topic_domain(self, topic):
        return Domain("topic", "=", topic)
