# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from .common import GolfCommon


class LeavingCommon(GolfCommon):
    """A club whose test user is membership manager and accountant at once."""

    @classmethod
    def get_default_groups(cls):
        return super().get_default_groups() | cls.env.ref("golf_membership.group_golf_accountant")

    @classmethod
    def _charge(cls, membership, amount, day="2030-01-01", product=None, **values):
        """Return a charge made by hand; an ``other`` fee of one day unless told otherwise."""
        return cls.env["golf.charge"].create(
            {
                "membership_id": membership.id,
                "product_id": (product or cls.locker).id,
                "period_start": day,
                "period_end": day,
                "amount": amount,
                **values,
            }
        )

    @classmethod
    def _bill(cls, charges):
        """Invoice charges, one invoice for each payer, and post the invoices."""
        invoices = charges._create_invoices()
        invoices.action_post()
        return invoices
