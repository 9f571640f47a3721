# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from odoo import Command

from .common import GolfCommon


class FeeCommon(GolfCommon):
    """A club that bills its fees here, on accounts of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.year = cls.today.year
        cls.club.golf_billing_start = date(cls.year - 3, 1, 1)
        cls.receivable = cls._make_account("Members", "112290", "asset_receivable", reconcile=True)
        cls.deposits = cls._make_account("Deposits", "224190", "liability_current")
        cls.deferred = cls._make_account("Deferred fees", "220390", "liability_current")
        cls.club.write(
            {
                "golf_receivable_account_id": cls.receivable.id,
                "golf_deposit_account_id": cls.deposits.id,
                "golf_deferred_account_id": cls.deferred.id,
            }
        )

    @classmethod
    def _make_account(cls, name, code, kind, **values):
        return cls.env["account.account"].create(
            {"name": name, "code": code, "account_type": kind, **values}
        )

    @classmethod
    def _get_schedule(cls, tier, kind="dues"):
        return tier.fee_schedule_ids.filtered(lambda s: s.fee_kind == kind)

    @classmethod
    def _add_schedule(cls, tier, kind, price, **values):
        """Add a schedule at a fixed price, with a product of its own."""
        product = cls._make_fee(f"{tier.name} {kind}", price)
        return cls.env["golf.fee.schedule"].create(
            {
                "tier_id": tier.id,
                "fee_kind": kind,
                "product_id": product.id,
                "price_from": "fixed",
                "amount": price,
                **values,
            }
        )

    @classmethod
    def _take_over(cls, name="老会员", paid_until=None, tier=None, **values):
        """Return a member taken over from a former system, paid until the end of last year."""
        partner = cls._make_person(name, "1980-01-01")
        # Only a roster import makes memberships so, and it is not told here.
        return (
            cls.env["golf.membership"]
            .sudo()
            .create(
                {
                    "partner_id": partner.id,
                    "tier_id": (tier or cls.tier).id,
                    "company_id": cls.club.id,
                    "origin": "import",
                    "date_start": date(cls.year - 2, 1, 1),
                    "term_end": paid_until or date(cls.year - 1, 12, 31),
                    **values,
                }
            )
            .sudo(False)
        )

    @classmethod
    def _charge(cls, memberships, until=None):
        """Create the charges that these memberships lack."""
        values = memberships._get_expected_charges(until or cls.today)
        return cls.env["golf.charge"].sudo().create(values).sudo(False)

    @classmethod
    def _bill(cls, charges):
        """Return the posted invoices of these charges."""
        invoices = charges._create_invoices()
        invoices.action_post()
        return invoices

    @classmethod
    def _credit_lines(cls, invoice, amounts, reconcile=True):
        """Return the posted credit note of an invoice over {charge: amount}."""
        note = invoice._reverse_moves([{"invoice_date": cls.today}])
        for line in note.invoice_line_ids:
            if line.golf_charge_id in amounts:
                line.price_unit = amounts[line.golf_charge_id]
            else:
                note.invoice_line_ids = [Command.delete(line.id)]
        note.action_post()
        if reconcile:
            lines = (invoice | note).line_ids
            lines.filtered(
                lambda ln: ln.display_type == "payment_term" and not ln.reconciled
            ).reconcile()
        return note

    @classmethod
    def _cents(cls, amount):
        return round(amount * 100)

    @classmethod
    def _note_invoice(cls, books, invoice):
        lines = {
            line.golf_charge_id.id: cls._cents(line.price_total)
            for line in invoice.invoice_line_ids
        }
        books.invoice(invoice.id, invoice.partner_id.id, lines)

    @classmethod
    def _note_payment(cls, books, invoice, cents):
        cls._pay(invoice, cents / 100)
        books.pay(f"payment {len(books.papers)}", invoice.partner_id.id, cents, invoice.id)


class Undone:
    """Take back what was done within, as if the transaction had been rolled back.

    What was read before is known again afterwards: to read a club's settings anew costs more than
    most operations do.
    """

    def __init__(self, env):
        self.env = env

    def __enter__(self):
        self.env.flush_all()
        self.savepoint = self.env.cr.savepoint(flush=False)
        self.known = _copy(self.env.transaction.field_data)

    def __exit__(self, *_error):
        self.env.cr.precommit.clear()
        self.env.clear()
        self.savepoint.rollback()
        self.savepoint.close(rollback=False)
        self.env.transaction.field_data.update(self.known)


def _copy(known):
    """Return a copy of the ORM's {field: {id: value}}, some of it by language or company."""
    return {key: _copy(value) if type(value) is dict else value for key, value in known.items()}
