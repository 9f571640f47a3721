# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models

from ..letters import cut_texts, is_automatic, repair_charsets

REQUEST = "service.request"


class MailThread(models.AbstractModel):
    """The mail gateway, where a letter concerns requests; all other mail goes as it did."""

    _inherit = "mail.thread"

    @api.model
    def message_parse(self, message, save_original=False):
        """Read also texts whose character set has a wrong name; attach what is endless."""
        repair_charsets(message)
        whole = cut_texts(message)
        values = super().message_parse(message, save_original=save_original)
        for name, content in whole:
            attachments = values.setdefault("attachments", [])
            attachments.append(self._Attachment(name, content, {"whole": True}))
        for name in ("subject", "email_from", "from", "to", "cc", "recipients"):
            # Bytes nobody can read are shown as such; the database refuses half characters.
            if isinstance(values.get(name), str):
                values[name] = values[name].encode("utf-8", "replace").decode("utf-8")
        return values

    @api.model
    def message_route(self, message, message_dict, model=None, thread_id=None, custom_values=None):
        """Find out which request a letter belongs to, beyond what its references say."""
        routes = super().message_route(message, message_dict, model, thread_id, custom_values)
        if not any(route[0] == REQUEST for route in routes or ()):
            return routes
        return self.env[REQUEST]._reroute(message_dict, routes, is_automatic(message))

    @api.model
    def _detect_loop_sender(self, message, message_dict, routes):
        """Leave letters about requests to their own limit, which loses none of them."""
        others = [route for route in routes or () if route[0] != REQUEST]
        if routes and not others:
            return False
        return super()._detect_loop_sender(message, message_dict, others)
