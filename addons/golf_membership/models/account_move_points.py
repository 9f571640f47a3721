# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging
from datetime import timedelta
from decimal import Decimal

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer_profile.models.conflicts import step_aside

from ..referral.reward import whole_points

_logger = logging.getLogger(__name__)

TOUCHED = "golf.points.touched"
#: The nightly job looks again at what moved in these days.
LOOK_BACK = timedelta(days=3)


class AccountMove(models.Model):
    """Points are earned by what is paid of an invoice, and go with what is credited of it."""

    _inherit = "account.move"

    golf_points_ids = fields.One2many(
        "loyalty.history", "golf_move_id", readonly=True, groups="golf_membership.group_golf_money"
    )

    def _compute_payment_state(self):
        result = super()._compute_payment_state()
        self._note_golf_points()
        return result

    def _note_golf_points(self):
        """Have the points follow the payment before the transaction commits."""
        ids = [move.id for move in self if isinstance(move.id, int)]
        if not ids:
            return
        precommit = self.env.cr.precommit
        touched = precommit.data.get(TOUCHED)
        if touched is None:
            touched = precommit.data[TOUCHED] = set()
            precommit.add(self.browse()._sync_touched_golf_points)
        touched.update(ids)

    @api.model
    def _sync_touched_golf_points(self):
        ids = self.env.cr.precommit.data.pop(TOUCHED, ())
        # Points follow from the books, whoever registered the payment.
        moves = self.sudo().browse(sorted(ids)).exists()
        self.env.flush_all()  # the payment stays, whatever becomes of the points
        try:
            with self.env.cr.savepoint(flush=False):
                moves._sync_golf_points()
                self.env.flush_all()
        except psycopg2.OperationalError:
            raise  # two payments of one card at once: Odoo repeats the second
        except (UserError, psycopg2.Error) as error:
            # The payment stands; the nightly job looks at it again and says what is wrong.
            self.env.invalidate_all(flush=False)
            _logger.info("Points of invoices %s wait for the nightly job: %s", moves.ids, error)

    @api.model
    @step_aside
    def _cron_sync_golf_points(self, batch_size=200):
        """Put the points of lately changed invoices right, where a payment could not.

        Safe to kill at any point and to run twice: points are the difference to what is booked.
        """
        since = fields.Datetime.now() - LOOK_BACK
        # Invoices of every club: a scheduled action belongs to none of them.
        clubs = self.env["loyalty.program"].sudo()._get_golf_programs().company_id
        domain = [
            ("company_id", "in", clubs.ids),
            ("move_type", "in", ("out_invoice", "out_refund")),
            ("write_date", ">=", since),
        ]
        ids = self.sudo().search(domain, order="id").ids
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(ids))
        for start in range(0, len(ids), batch_size):
            batch = self.sudo().browse(ids[start : start + batch_size])
            batch.try_lock_for_update()._sync_each_golf_points()
            if not cron._commit_progress(len(batch)):
                return

    def _sync_each_golf_points(self):
        """Sync in one go or, if that fails, one by one; what fails is told on the invoice."""
        try:
            with self.env.cr.savepoint():
                self._sync_golf_points()
            return
        except psycopg2.OperationalError:
            raise
        except (UserError, psycopg2.Error) as error:
            _logger.info("Points of %s invoices one by one: %s", len(self), error)
        for move in self:
            try:
                with self.env.cr.savepoint():
                    move._sync_golf_points()
            except psycopg2.OperationalError:
                raise
            except (UserError, psycopg2.Error) as error:
                move.message_post(
                    body=self.env._("The points could not be booked: %(error)s", error=error)
                )

    def _sync_golf_points(self):
        """Book the points these invoices lack, or have too many of. Idempotent.

        A credit note stands for the invoice it credits.
        """
        programs = self.env["loyalty.program"]._get_golf_programs()
        clubs = programs.company_id
        sales = self.filtered(
            lambda move: (
                move.company_id in clubs and move.move_type in ("out_invoice", "out_refund")
            )
        )
        invoices = sales.filtered(lambda m: m.move_type == "out_invoice") | sales.reversed_entry_id
        if not invoices:
            return
        booked = {
            invoice: (issued - used, max(rate, 0))
            for invoice, issued, used, rate in self.env["loyalty.history"]._read_group(
                [("golf_move_id", "in", invoices.ids)],
                ["golf_move_id"],
                ["issued:sum", "used:sum", "golf_rate:max"],
            )
        }
        for invoice in invoices:
            points, rate = booked.get(invoice, (0.0, 0.0))
            rate = rate or invoice.partner_id.grade_id.golf_points_rate
            if not rate and not points:
                continue
            spent = invoice._get_golf_points_base()
            target = whole_points(spent, Decimal(str(rate))) if spent > 0 else 0
            change = target - points
            if change:
                invoice._book_golf_points(change, rate, spent, is_first=invoice not in booked)

    def _get_golf_points_base(self):
        """Return what counts of an invoice, before taxes, in the club's currency.

        Nothing before it is paid in full; afterwards what was received and not given back.
        Membership fees count where the club says so.
        """
        self.ensure_one()
        if self.state != "posted" or not self.amount_total or self.amount_residual:
            return Decimal(0)
        received = sum(
            amount
            for _invoice, counterpart, amount in self._get_golf_partials()
            if counterpart.move_id.move_type != "out_refund"
        )
        notes = self.reversal_move_ids.filtered(lambda m: m.state == "posted")
        credited = sum(Decimal(str(note.amount_total)) for note in notes)
        total = Decimal(str(self.amount_total))
        net = max(min(received, total - credited), Decimal(0))
        lines = self.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        if not self.company_id.golf_points_on_fees:
            lines = lines.filtered(lambda line: not line.golf_charge_id)
        counted = sum(self._to_golf_company_currency(line.price_subtotal) for line in lines)
        return max(Decimal(str(counted)) * net / total, Decimal(0))

    def _book_golf_points(self, points, rate, spent, is_first):
        """Book points of one invoice, and tell the member what it was for."""
        self.ensure_one()
        partner = self.partner_id
        texts = (
            self.env._("Paid: %(invoice)s", invoice=self.name)
            if points > 0
            else self.env._("Credited: %(invoice)s", invoice=self.name)
        )
        known = sum(self.sudo().golf_points_ids.mapped("golf_spent"))
        partner._golf_book_points(
            self.company_id,
            points,
            texts,
            "earned",
            golf_move_id=self.id,
            golf_rate=rate,
            golf_spent=float(spent) - known,
            order_model="account.move",
            order_id=self.id,
        )
        if is_first:
            partner._golf_tell_of_payment(self, points)
