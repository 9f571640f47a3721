# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

#: Longer subjects and texts are no letters.
LONGEST_NAME = 200
LONGEST_TEXT = 20_000


class ServiceRequest(models.Model):
    """What customers do on the portal; who asks was checked by the page."""

    _inherit = "service.request"

    @api.model
    def _get_portal_categories(self):
        """Return what customers may say a request is about."""
        # Only the public ones, to choose from; customers have no right to the list.
        return (
            self.env["service.category"]
            .sudo()
            .search(
                [("is_public", "=", True), ("company_id", "in", [False, self.env.company.id])],
                order="parent_path, sequence",
            )
        )

    @api.model
    def _read_portal_values(self, values):
        """Return the values of a request from what came with a form.

        :raises UserError: there is no subject, or there is no such kind or category
        """
        name = " ".join(str(values.get("name") or "").replace("\x00", "").split())
        text = str(values.get("description") or "").replace("\x00", "").strip()
        kind = values.get("kind") or "request"
        if not name:
            raise UserError(self.env._("Write in a few words what it is about."))
        if len(name) > LONGEST_NAME or len(text) > LONGEST_TEXT:
            raise UserError(self.env._("The text is too long; put it into a file."))
        if kind not in dict(self._fields["kind"].selection):
            raise UserError(self.env._("Choose what sort of request it is."))
        category = self.env["service.category"]
        if chosen := str(values.get("category_id") or ""):
            category = self._get_portal_categories().filtered(lambda c: str(c.id) == chosen)
            if not category:
                raise UserError(self.env._("Choose what it is about from the list."))
        return {
            "name": name,
            "kind": kind,
            "description": plaintext2html(text) if text else False,
            "category_id": category.id,
        }

    @api.model
    def _ask_from_portal(self, partner, values, files=()):
        """Make the request of a customer.

        :param partner: the visitor's own contact
        :param values: what came with the form
        :param files: (name, content)
        """
        made = (
            self.sudo()  # customers create nothing else; these values were checked
            .with_context(mail_create_nosubscribe=True)
            .create(
                {
                    **self._read_portal_values(values),
                    "partner_id": partner.id,
                    "email_from": partner.email,
                    "phone": partner.phone,
                    "channel": "portal",
                    "company_id": self.env.company.id,
                }
            )
        )
        if files:
            made.message_post(
                body=self.env._("Files that came with it"),
                author_id=partner.id,
                attachments=list(files),
                message_type="notification",
                subtype_xmlid="mail.mt_comment",
            )
        return made

    def _write_from_portal(self, text, not_solved=False, files=()):
        """Post what the customer writes; it may open the request again or make a new one.

        :return: a sentence for the customer
        :raises UserError: there is no text
        """
        self.ensure_one()
        text = str(text or "").replace("\x00", "").strip()
        if not text and not_solved:
            text = self.env._("It is not solved.")
        if not text and not files:
            raise UserError(self.env._("Write a word first."))
        if len(text) > LONGEST_TEXT:
            raise UserError(self.env._("The text is too long; put it into a file."))
        user = self.env.user
        # Who has the link writes as the customer it was sent to.
        author = user.partner_id if not user._is_public() else self.partner_id
        writer = {"author_id": author.id} if author else {"email_from": self.email_from}
        before = self.search_count([("follow_up_of_id", "=", self.id)])
        self.with_context(service_not_solved=not_solved).message_post(
            body=plaintext2html(text),
            **writer,
            attachments=list(files),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        follow_ups = self.search([("follow_up_of_id", "=", self.id)], order="id desc")
        if len(follow_ups) > before:
            return self.env._(
                "It goes on in your new request %(number)s.", number=follow_ups[0].number
            )
        return self.env._("Thank you, we have got it.")

    def _get_portal_timeline(self):
        """Return the steps of the request for its customer: [{label, at, done}]."""
        self.ensure_one()
        labels = dict(self._fields["state"]._description_selection(self.env))
        steps = [
            (self.env._("Received"), self.opened_at),
            (self.env._("In work"), self.assigned_at),
            (labels["resolved"], self.resolved_at),
            (labels["closed"], self.closed_at),
        ]
        return [{"label": label, "at": at, "done": bool(at)} for label, at in steps]

    def _get_portal_files(self):
        """Return the files of the letters a customer may read, with a link of their own."""
        messages = self.message_ids.filtered(
            lambda m: not m.is_internal and m.subtype_id == self.env.ref("mail.mt_comment")
        )
        files = messages.attachment_ids
        files.generate_access_token()
        return files
