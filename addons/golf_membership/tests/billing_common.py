# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from .common import GolfCommon


class BillingCommon(GolfCommon):
    """Members taken over from the club's former system, whose dues the run is to bill."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.runs = cls.env["golf.billing.run"]
        cls.charges = cls.env["golf.charge"]
        # The year began today: everybody's year is due.
        cls.club.golf_club_year_month = str(cls.today.month)
        cls.club.golf_billing_start = cls.today.replace(day=1)
        cls.dues = cls.tier._get_schedules("dues")

    @classmethod
    def _make_members(cls, count, offset=0, **values):
        """Return memberships paid up to the day before the day billing starts."""
        people = cls.env["res.partner"].create(
            [{"name": f"Member {offset + index}"} for index in range(count)]
        )
        members = (
            cls.env["golf.membership"]
            .sudo()
            .create(
                [
                    {
                        "number": f"R{offset + index:05}",
                        "partner_id": person.id,
                        "tier_id": cls.tier.id,
                        "company_id": cls.club.id,
                        "origin": "import",
                        "date_start": "2020-01-01",
                        "term_end": cls.club.golf_billing_start - timedelta(days=1),
                        **values,
                    }
                    for index, person in enumerate(people)
                ]
            )
        )
        cls._commit_hooks()
        return members.sudo(False)

    def _bill(self):
        """Have the run bill what is due, as Run now does; return the run."""
        self.runs.sudo()._open(self.club)
        self._run_cron("ir_cron_golf_billing")
        return self.runs.search([("company_id", "=", self.club.id)], limit=1)

    def _get_invoices(self, members):
        return members.charge_ids.move_line_ids.move_id
