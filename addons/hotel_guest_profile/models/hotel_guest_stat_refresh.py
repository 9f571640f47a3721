# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.crm_customer_profile.models.conflicts import step_aside

#: Where guests to be counted before the commit are kept.
TOUCHED = "hotel.guest.stat.touched"
#: Contacts a transaction of the nightly job.
_SLICE = 50_000
_TOOK_PLACE = SQL("state IN ('in_house', 'checked_out')")


class HotelGuestStat(models.Model):
    """The counting: one statement for any number of guests, and one for their places."""

    _inherit = "hotel.guest.stat"

    @api.model
    def _touch(self, partner_ids):
        """Have these guests counted anew once, before the transaction commits."""
        precommit = self.env.cr.precommit
        touched = precommit.data.get(TOUCHED)
        if touched is None:
            touched = precommit.data[TOUCHED] = set()
            precommit.add(self.browse()._refresh_touched)
        touched.update(partner_ids)

    def _refresh_touched(self):
        ids = self.env.cr.precommit.data.pop(TOUCHED, ())
        if ids:
            self._refresh(self.env["res.partner"].browse(sorted(ids)))

    @api.model
    def _refresh(self, partners=None):
        """Count guests anew: one row for each company with a stay, or a group brought to it.

        :param partners: whose numbers; everybody's if not given
        """
        only = SQL("= ANY(%s)", partners.ids) if partners is not None else SQL("IS NOT NULL")
        self._refresh_where(only)

    def _refresh_where(self, only):
        """Count the guests whose id is as the piece of SQL says."""
        self.env.flush_all()
        self._count(only)
        self._drop_empty(only)
        self._mark_repeats(only)
        self.invalidate_model()
        self.env["hotel.stay"].invalidate_model(["is_repeat"])

    def _count(self, only):
        names = (
            *("stays", "nights", "cancelled", "no_shows", "lead_days", "first_stay", "last_stay"),
            *("next_arrival", "is_repeat", "room_revenue", "food_revenue", "other_revenue"),
            *("total_revenue", "past_nights", "past_room_revenue", "adr"),
            *("group_revenue", "account_revenue"),
        )
        columns = [SQL.identifier(name) for name in names]
        comma = SQL(", ")
        self.env.cr.execute(
            SQL(
                """
                WITH counted AS (
                    SELECT partner_id, company_id,
                           COUNT(*) FILTER (WHERE %(took)s) AS stays,
                           COALESCE(SUM(nights) FILTER (WHERE %(took)s), 0) AS nights,
                           COUNT(*) FILTER (WHERE state = 'cancelled') AS cancelled,
                           COUNT(*) FILTER (WHERE state = 'no_show') AS no_shows,
                           COALESCE(AVG(lead_days) FILTER (
                               WHERE %(took)s AND booked_on IS NOT NULL), 0) AS lead_days,
                           MIN(arrival) FILTER (WHERE %(took)s) AS first_stay,
                           MAX(departure) FILTER (WHERE state = 'checked_out') AS last_stay,
                           MIN(arrival) FILTER (WHERE state = 'reserved') AS next_arrival,
                           COUNT(*) FILTER (WHERE %(took)s) > 1 AS is_repeat,
                           COALESCE(SUM(room_revenue) FILTER (WHERE %(earned)s), 0) AS room_revenue,
                           COALESCE(SUM(food_revenue) FILTER (WHERE %(earned)s), 0) AS food_revenue,
                           COALESCE(SUM(other_revenue) FILTER (WHERE %(earned)s), 0)
                               AS other_revenue,
                           COALESCE(SUM(total_revenue) FILTER (WHERE %(earned)s), 0)
                               AS total_revenue,
                           COALESCE(SUM(nights) FILTER (WHERE %(over)s), 0) AS past_nights,
                           COALESCE(SUM(room_revenue) FILTER (WHERE %(over)s), 0)
                               AS past_room_revenue
                      FROM hotel_stay
                     WHERE partner_id %(only)s
                     GROUP BY partner_id, company_id
                ), brought AS (
                    SELECT booking.influencer_id AS partner_id, stay.company_id,
                           COALESCE(SUM(stay.total_revenue) FILTER (WHERE %(earned)s), 0)
                               AS group_revenue
                      FROM hotel_group booking
                      JOIN hotel_stay stay ON stay.group_id = booking.id
                     WHERE booking.influencer_id %(only)s
                     GROUP BY booking.influencer_id, stay.company_id
                ), placed AS (
                    SELECT account_id AS partner_id, company_id,
                           COALESCE(SUM(total_revenue) FILTER (WHERE %(earned)s), 0)
                               AS account_revenue
                      FROM hotel_stay
                     WHERE account_id %(only)s
                     GROUP BY account_id, company_id
                )
                INSERT INTO hotel_guest_stat AS stat
                       (partner_id, company_id, create_date, write_date, %(columns)s)
                SELECT partner_id, company_id, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC',
                       COALESCE(stays, 0), COALESCE(nights, 0), COALESCE(cancelled, 0),
                       COALESCE(no_shows, 0), COALESCE(lead_days, 0), first_stay, last_stay,
                       next_arrival, COALESCE(is_repeat, FALSE), COALESCE(room_revenue, 0),
                       COALESCE(food_revenue, 0), COALESCE(other_revenue, 0),
                       COALESCE(total_revenue, 0), COALESCE(past_nights, 0),
                       COALESCE(past_room_revenue, 0),
                       COALESCE(ROUND(past_room_revenue / NULLIF(past_nights, 0), 2), 0),
                       COALESCE(group_revenue, 0), COALESCE(account_revenue, 0)
                  FROM counted
                       FULL JOIN brought USING (partner_id, company_id)
                       FULL JOIN placed USING (partner_id, company_id)
                 ORDER BY partner_id, company_id
                    ON CONFLICT (partner_id, company_id) DO UPDATE
                   SET %(changes)s, write_date = EXCLUDED.write_date
                 WHERE (%(stored)s) IS DISTINCT FROM (%(found)s)
                """,
                took=_TOOK_PLACE,
                over=SQL("state = 'checked_out'"),
                # A no-show may be charged, a stay to come has earned nothing.
                earned=SQL("state <> 'reserved'"),
                only=only,
                columns=comma.join(columns),
                changes=comma.join(SQL("%s = EXCLUDED.%s", c, c) for c in columns),
                stored=comma.join(SQL("stat.%s", c) for c in columns),
                found=comma.join(SQL("EXCLUDED.%s", c) for c in columns),
            )
        )

    def _drop_empty(self, only):
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM hotel_guest_stat stat
                 WHERE partner_id %(only)s
                   AND NOT EXISTS (SELECT FROM hotel_stay stay
                                    WHERE stay.partner_id = stat.partner_id
                                      AND stay.company_id = stat.company_id)
                   AND NOT EXISTS (SELECT FROM hotel_stay stay
                                    WHERE stay.account_id = stat.partner_id
                                      AND stay.company_id = stat.company_id)
                   AND NOT EXISTS (SELECT FROM hotel_group booking
                                     JOIN hotel_stay stay ON stay.group_id = booking.id
                                    WHERE booking.influencer_id = stat.partner_id
                                      AND stay.company_id = stat.company_id)
                """,
                only=only,
            )
        )

    def _mark_repeats(self, only):
        """Mark the stays before which the guest had stayed with the company."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE hotel_stay stay
                   SET is_repeat = seen.before > 0
                  FROM (SELECT id,
                               COUNT(*) FILTER (WHERE %(took)s) OVER (
                                   PARTITION BY partner_id, company_id ORDER BY arrival, id
                                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
                          FROM hotel_stay
                         WHERE partner_id %(only)s) seen
                 WHERE stay.id = seen.id AND stay.is_repeat IS DISTINCT FROM (seen.before > 0)
                """,
                took=_TOOK_PLACE,
                only=only,
            )
        )

    @api.model
    def _rank(self, companies=None):
        """Tell the places of guests among all of a company: the first fifth, cumulative shares.

        :param companies: of which; of all if not given
        """
        self.flush_model()
        only = SQL("= ANY(%s)", companies.ids) if companies is not None else SQL("IS NOT NULL")
        self.env.cr.execute(
            SQL(
                """
                UPDATE hotel_guest_stat stat
                   SET revenue_share = placed.own, cumulative_share = placed.share,
                       is_top = placed.is_top
                  FROM (SELECT id,
                               COALESCE(ROUND(100 * total_revenue
                                   / NULLIF(SUM(total_revenue) OVER (PARTITION BY company_id), 0),
                                   4), 0) AS own,
                               COALESCE(ROUND(100 * SUM(total_revenue) OVER (
                                   PARTITION BY company_id ORDER BY total_revenue DESC, id)
                                   / NULLIF(SUM(total_revenue) OVER (PARTITION BY company_id), 0),
                                   2), 0)::float8 AS share,
                               total_revenue > 0 AND ROW_NUMBER() OVER (
                                   PARTITION BY company_id ORDER BY total_revenue DESC, id)
                                   <= CEIL(0.2 * COUNT(*) FILTER (
                                       WHERE stays > 0 OR total_revenue > 0)
                                       OVER (PARTITION BY company_id))
                                   AS is_top
                          FROM hotel_guest_stat
                         WHERE company_id %(only)s) placed
                 WHERE stat.id = placed.id
                   AND (stat.revenue_share, stat.cumulative_share, stat.is_top)
                       IS DISTINCT FROM (placed.own, placed.share, placed.is_top)
                """,
                only=only,
            )
        )
        self.invalidate_model(["revenue_share", "cumulative_share", "is_top"])

    @api.model
    @step_aside
    def _cron_refresh(self):
        """Count all guests anew, slice by slice, then tell their places."""
        cron = self.env["ir.cron"]
        [[last]] = self.env.execute_query(SQL("SELECT COALESCE(MAX(id), 0) FROM res_partner"))
        starts = range(1, last + 1, _SLICE)
        for number, start in enumerate(starts, start=1):
            self._refresh_where(SQL("BETWEEN %s AND %s", start, start + _SLICE - 1))
            if not cron._commit_progress(1, remaining=len(starts) - number + 1):
                return
        self._rank()
        cron._commit_progress(1, remaining=0)


class HotelStay(models.Model):
    _inherit = "hotel.stay"

    def _touch_guest_numbers(self):
        """Have the guests of these stays, who sent them and who brought them, counted anew."""
        # Of stays that are only being entered nothing is counted yet.
        stays = self.filtered("id").sudo()  # whoever changes a stay changes its guest's numbers
        guests = stays.partner_id | stays.account_id | stays.group_id.influencer_id
        if guests.ids:
            self.env["hotel.guest.stat"]._touch(guests.ids)


class HotelGroup(models.Model):
    _inherit = "hotel.group"

    def write(self, vals):
        before = self.influencer_id | self.partner_id
        result = super().write(vals)
        if not {"influencer_id", "partner_id"}.isdisjoint(vals):
            # Of the stays of the group some may be counted for its company.
            people = before | self.influencer_id | self.partner_id
            self.env["hotel.guest.stat"]._touch(people.ids)
        return result
