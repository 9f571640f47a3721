# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

import psycopg2

from odoo import api, fields, models

_logger = logging.getLogger(__name__)


class GolfFeeReminder(models.Model):
    """The e-mail of reminders: one for all invoices of a payer that are at one level."""

    _inherit = "golf.fee.reminder"

    letter_id = fields.Many2one(
        "golf.fee.reminder",
        string="In the e-mail of",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        help="The reminder whose invoice has the e-mail; one e-mail tells of all invoices that a"
        " payer is reminded of at one level on that day.",
    )

    @api.model
    def _get_letters(self, todo):
        """Share out what is to be reminded of by payer and level.

        :param todo: [(invoice id, level, oldest due day, amount open)]
        :return: lists of the same, by invoice
        """
        todo = sorted(todo, key=lambda item: item[0])
        moves = self.env["account.move"].browse([item[0] for item in todo])
        letters = {}
        for move, item in zip(moves, todo, strict=True):
            letters.setdefault((move.company_id, move.partner_id, item[1]), []).append(item)
        return list(letters.values())

    @api.model
    def _cut_batches(self, todo, size):
        """Cut what is to be reminded of into slices of about ``size`` that part no letter.

        :return: lists as ``todo``
        """
        batches = []
        for items in self._get_letters(todo):
            if not batches or len(batches[-1]) + len(items) > size:
                batches.append([])
            batches[-1] += items
        return batches

    @api.model
    def _try_letter(self, items):
        """Remind of several invoices of one payer in one e-mail.

        :return: whether it worked; if not, nothing of it is left
        """
        template = items[0][1].template_id
        if template and "golf_reminded_ids" not in str(template.body_html):
            return False  # a template of the club's own that tells of one invoice
        moves = self.env["account.move"].browse([item[0] for item in items])
        ours = self.with_context(lang=moves.company_id._get_golf_lang())
        try:
            with self.env.cr.savepoint():
                reminders = ours.concat(
                    *(
                        ours._take(ours._prepare_reminder(move, *item[1:]))
                        for move, item in zip(moves, items, strict=True)
                    )
                )
                reminders._remind()
        except psycopg2.errors.UniqueViolation:
            return False
        except psycopg2.OperationalError:
            raise  # the database's own trouble: the job runs again
        except Exception as error:  # pylint: disable=broad-except
            # One of them is at fault; each is tried by itself then, and says so.
            _logger.info("Invoices %s could not be reminded of together: %s", moves.ids, error)
            return False
        return True

    def _queue_mail(self):
        """Put the one e-mail of these reminders, of one payer and level, into Odoo's queue."""
        first = self[0]
        self.letter_id = first
        # The template reads from the reminders which invoices it tells of.
        self.move_id.invalidate_recordset(["golf_reminded_ids", "golf_reminded_names"])
        first.level_id.template_id.with_company(first.company_id).send_mail(
            first.move_id.id, force_send=False, email_layout_xmlid="mail.mail_notification_light"
        )
