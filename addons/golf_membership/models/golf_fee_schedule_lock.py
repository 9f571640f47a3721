# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.exceptions import UserError


class GolfFeeSchedule(models.Model):
    """A schedule that has billed members keeps what its bills stand on."""

    _inherit = "golf.fee.schedule"

    # ------------------------------------------------------------------ ORM

    def write(self, vals):
        self._check_locked_fields(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_unbilled_only(self):
        # Whether the schedule ever billed anybody is asked of all clubs.
        billed = self.env["golf.charge"].sudo().search([("schedule_id", "in", self.ids)], limit=1)
        if billed:
            raise UserError(
                self.env._(
                    "%(fee)s has billed members and cannot be deleted. Give it a last day instead.",
                    fee=billed.schedule_id.display_name,
                )
            )

    # ------------------------------------------------------------- BUSINESS

    @api.model
    def _get_locked_fields(self):
        """Return the names of the fields whose change would shift bills already made."""
        return {
            "tier_id", "fee_kind", "product_id", "currency_id", "cadence", "timing", "anchor",
            "prorate", "date_from", "recognition", "recognition_months",
        }  # fmt: skip

    def _check_locked_fields(self, vals):
        """Refuse a change that would shift every bill of a schedule that has billed already.

        :raises UserError: with the way out, a new version
        """
        changing = self._get_locked_fields() & vals.keys()
        if not changing:
            return
        for schedule in self.filtered("charge_count"):
            for name in changing:
                field = schedule._fields[name]
                if field.convert_to_cache(vals[name], schedule) != field.convert_to_cache(
                    schedule[name], schedule
                ):
                    raise UserError(
                        self.env._(
                            "%(fee)s has billed members: its %(field)s can no longer change, as"
                            " that would shift their bills. End it with a last day and add a new"
                            " schedule from the day after.",
                            fee=schedule.display_name,
                            field=field._description_string(self.env),
                        )
                    )
