# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging
from textwrap import shorten

import psycopg2

from odoo import Command, api, fields, models

from odoo.addons.crm_customer_profile.models.conflicts import step_aside

from ..dues import arrears

_logger = logging.getLogger(__name__)

#: An invoice in these payment states awaits no money of the payer.
SETTLED = ("paid", "reversed", "blocked", "invoicing_legacy")


class GolfFeeReminder(models.Model):
    """The daily job that reminds payers of what is overdue."""

    _inherit = "golf.fee.reminder"

    @api.model
    @step_aside
    def _cron_remind(self, batch_size=100):
        """Remind of each overdue invoice at the highest level it has reached.

        Invoices of one payer at one level are in one e-mail. The reminders, their e-mail in the
        queue and their late fees are one transaction, committed in slices: the job may be killed
        at any point, run twice, or run on two servers at once. An invoice that cannot be reminded
        of is reported on its reminder; the rest goes on, and it is tried again the next day.
        """
        cron = self.env["ir.cron"]
        todo = []
        # Scheduled for all clubs: a scheduled action belongs to none of them.
        for company in self.env["res.company"].sudo().search([]):
            todo += self.sudo()._get_todo(company)
        cron._commit_progress(remaining=len(todo))
        for batch in self._cut_batches(todo, batch_size):
            # As above: the scheduler reminds for every club.
            self.sudo()._remind_batch(batch)
            if not cron._commit_progress(len(batch)):
                return
        if todo:
            self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    @api.model
    def _get_todo(self, company):
        """Return [(invoice id, level, oldest due day, amount open)] of one club.

        The highest level reached counts: a club that starts late sends no three at once.
        """
        levels = self.env["golf.reminder.level"].search([("company_id", "=", company.id)])
        if not levels:
            return []
        by_days = [(level, level.days) for level in levels]
        today = company._golf_today()
        latest = fields.Date.subtract(today, days=min(levels.mapped("days")))
        groups = self.env["account.move.line"]._read_group(
            [
                ("company_id", "=", company.id),
                ("display_type", "=", "payment_term"),
                ("reconciled", "=", False),
                ("amount_residual", ">", 0),
                ("date_maturity", "<=", latest),
                ("parent_state", "=", "posted"),
                ("move_id.golf_has_fees", "=", True),
                ("move_id.move_type", "=", "out_invoice"),
                ("move_id.payment_state", "not in", SETTLED),
            ],
            ["move_id"],
            ["date_maturity:min", "amount_residual_currency:sum"],
            order="move_id",
        )
        todo = []
        for move, due, amount in groups:
            reached = arrears.levels_due(due, today, by_days)
            if reached and move._get_golf_payment_state() != "in_payment":
                todo.append((move.id, reached[-1], due, amount))
        return self._leave_out_reminded(todo)

    @api.model
    def _leave_out_reminded(self, todo):
        """Return what of ``todo`` has no reminder yet, or one that failed and is tried again."""
        moves = [move_id for move_id, *_rest in todo]
        done = self._get_made(moves)
        return [item for item in todo if (item[0], item[1].id, item[2]) not in done]

    @api.model
    def _get_made(self, move_ids):
        """Return {(invoice id, level id, due day)} of the reminders that need no other try."""
        made = self.search_fetch(
            [("move_id", "in", move_ids), ("state", "!=", "failed")],
            ["move_id", "level_id", "date_due"],
        )
        return {(r.move_id.id, r.level_id.id, r.date_due) for r in made}

    @api.model
    def _remind_batch(self, batch):
        """Make the reminders of one slice; one that fails is reported and spares the others.

        :param batch: [(invoice id, level, oldest due day, amount open)]
        """
        Move = self.env["account.move"]
        locked = Move.browse([item[0] for item in batch]).try_lock_for_update(
            allow_referencing=True
        )
        free = [item for item in batch if item[0] in locked._ids]
        for items in self._get_letters(self._leave_out_reminded(free)):
            if len(items) == 1 or not self._try_letter(items):
                for item in items:
                    self._remind_one(item)

    @api.model
    def _remind_one(self, item):
        """Make the reminder of one invoice; what goes wrong is reported on it.

        :param item: (invoice id, level, oldest due day, amount open)
        """
        move = self.env["account.move"].browse(item[0])
        ours = self.with_context(lang=move.company_id._get_golf_lang())
        values = ours._prepare_reminder(move, *item[1:])
        try:
            with self.env.cr.savepoint():
                ours._take(values)._remind()
        except psycopg2.errors.UniqueViolation:
            _logger.info("Invoice %s was reminded of by another worker.", move.id)
        except psycopg2.OperationalError:
            raise  # the database's own trouble, no fault of this invoice: the job runs again
        except Exception as error:  # pylint: disable=broad-except
            # Whatever a changed template or schedule breaks concerns this invoice alone.
            ours._report_failure(values, error)

    @api.model
    def _prepare_reminder(self, move, level, due, amount):
        """Return the values of a reminder."""
        return {
            "move_id": move.id,
            "level_id": level.id,
            "date": move.company_id._golf_today(),
            "date_due": due,
            "amount": amount,
            "state": "silent",
            "problem": False,
            "membership_ids": [Command.set(self._get_memberships(move).ids)],
        }

    @api.model
    def _get_memberships(self, move):
        """Return the memberships whose charges stand on an invoice."""
        return move.invoice_line_ids.golf_charge_id.membership_id

    @api.model
    def _take(self, values):
        """Return the reminder with these values: the one that failed before, or a new one."""
        known = self.search(
            [(name, "=", values[name]) for name in ("move_id", "level_id", "date_due")]
        )
        if known:
            known.write(values)
            return known
        return self.create(values)

    def _remind(self):
        """Do what the level of these new reminders says; they are of one payer and one level."""
        first, level = self[0], self.level_id
        if level.add_late_fee:
            for reminder in self:
                reminder.late_charge_ids = reminder._charge_late_fees()
        if level.template_id and self.payer_id.email_normalized:
            self._queue_mail()
            self.state = "sent"
        elif level.template_id:
            self.state = "no_address"
            self.problem = self._get_no_address_message()
            self._put_on_list(lambda texts: self.with_env(texts)._get_no_address_message())
        if level.make_activity and first.state != "no_address":
            self._put_on_list(lambda texts: level.with_env(texts).name)
        self._record_events()
        self.flush_recordset()

    def _charge_late_fees(self):
        """Charge the late fees of what is overdue on the invoice of one reminder."""
        self.ensure_one()
        charges = self.move_id.invoice_line_ids.golf_charge_id
        overdue = charges.filtered(lambda c: c.amount_due > 0 and c.date_due == self.date_due)
        return self.env["golf.charge"]._charge_late_fees(overdue)

    def _get_no_address_message(self):
        return self.env._(
            "%(payer)s has no usable e-mail address for the reminder of %(invoice)s. Call or write,"
            " or enter an address on the contact and send the reminder again.",
            payer=self.payer_id.display_name,
            invoice=", ".join(self.move_id.mapped("name")),
        )

    def _put_on_list(self, say):
        """Put these reminders of one payer on the list of whoever is to talk to him or her.

        :param say: returns the note, given the environment of that person's language
        """
        membership = self[0].membership_ids[:1]
        user = self.level_id.activity_user_id or membership._get_welcome_responsible()
        texts = self.with_context(lang=self.company_id._get_golf_lang(user)).env
        membership.activity_schedule(
            "mail.mail_activity_data_call",
            summary=texts._("Overdue: %(invoice)s", invoice=", ".join(self.move_id.mapped("name"))),
            note=say(texts),
            user_id=user.id,
        )

    def _record_events(self):
        """Tell the history of the memberships that their payer was reminded."""
        self.env["golf.membership.event"].create(
            [
                {
                    "membership_id": membership.id,
                    "kind": "reminded",
                    "date": reminder.date,
                    "note": reminder.display_name,
                    "user_id": self.env.uid,
                }
                for reminder in self
                for membership in reminder.membership_ids
            ]
        )

    @api.model
    def _report_failure(self, values, error):
        """Keep what went wrong on the reminder itself, and on somebody's list, once."""
        _logger.info("Invoice %s could not be reminded of: %s", values["move_id"], error)
        problem = shorten(str(error).strip().partition("\n")[0] or type(error).__name__, 500)
        known = self.search(
            [(name, "=", values[name]) for name in ("move_id", "level_id", "date_due")]
        )
        reminder = self._take(values | {"state": "failed", "problem": problem})
        if not known:
            reminder._put_on_list(lambda _texts: problem)
