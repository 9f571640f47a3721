# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

from odoo import api, models
from odoo.tools import SQL

from ..letters import cut_texts, is_automatic, repair_charsets

_logger = logging.getLogger(__name__)

REQUEST = "service.request"
#: Names the locks of letters among all of the database.
LOCK_SPACE = 24130


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
        if self._is_taken_elsewhere(message_dict["message_id"]):
            _logger.info("Another session has taken the letter %s", message_dict["message_id"])
            return [route for route in routes if route[0] != REQUEST]
        return self.env[REQUEST]._reroute(message_dict, routes, is_automatic(message))

    @api.model
    def _is_taken_elsewhere(self, message_id):
        """Tell whether another session takes the same letter now, or has just done so.

        A server that delivers to two addresses of the house hands it over twice at one moment;
        core looks for a letter it has seen in what this session saw when it began.
        """
        self.env.cr.execute(
            SQL("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", LOCK_SPACE, message_id)
        )
        if not self.env.cr.fetchone()[0]:
            return True
        with self.pool.cursor() as cr:
            cr.execute(SQL("SELECT 1 FROM mail_message WHERE message_id = %s LIMIT 1", message_id))
            return bool(cr.fetchone())

    @api.model
    def _detect_loop_sender(self, message, message_dict, routes):
        """Leave letters about requests to their own limit, which loses none of them."""
        others = [route for route in routes or () if route[0] != REQUEST]
        if routes and not others:
            return False
        return super()._detect_loop_sender(message, message_dict, others)
