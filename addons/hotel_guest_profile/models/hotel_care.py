# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import SQL

from ..care import kept_on, kept_years_before


class HotelCare(models.AbstractModel):
    """Which guests a day is an occasion for, at one property, by its own calendar.

    What is done then is up to others: the letters of this addon, or an engine of rules. Each
    method takes a property and its date, and returns rows (partner id, key, stay id or None): the
    key tells one occasion from the next, so that it is acted on once.
    """

    _name = "hotel.care"
    _description = "Occasions of Care"

    @api.model
    def _get_occasions(self):
        """``{occasion: name of the method that finds its guests}``. To be extended."""
        return {
            "birthday": "_find_birthdays",
            "anniversary": "_find_anniversaries",
            "pre_arrival": "_find_arrivals",
            "post_stay": "_find_departures",
            "away": "_find_away",
        }

    @api.model
    def _find(self, occasion, place, today, where=None, unless=None, limit=None):
        """Return the rows of one occasion of a property on a day.

        :param SQL where: further condition on ``p`` (the contact) and ``s`` (a stay)
        :param SQL unless: leaves out rows of ``found`` (partner_id, key, stay_id)
        """
        self.env.flush_all()
        finder = getattr(self, self._get_occasions()[occasion])
        return self.env.execute_query(
            SQL(
                "SELECT partner_id, key, stay_id FROM (%s) found (partner_id, key, stay_id)"
                " WHERE NOT %s ORDER BY partner_id, key LIMIT %s",
                finder(place, today, where or SQL("TRUE")),
                unless or SQL("FALSE"),
                limit,
            )
        )

    # -------------------------------------------------------------- OCCASIONS

    def _find_birthdays(self, place, today, where):
        """Guests whose birthday is kept today, and whose last stay was here; one key a year.

        Also whose birthday was some days ago, as the company sets it: who was here on that day was
        congratulated in person.
        """
        late = place.company_id.hotel_birthday_late_days
        return self._find_days("birthday", place, today, where, late)

    def _find_anniversaries(self, place, today, where):
        """Guests whose wedding day is kept today, and whose last stay was here."""
        return self._find_days("anniversary", place, today, where)

    def _find_days(self, field, place, today, where, late=0):
        days = [today - relativedelta(days=number) for number in range(late + 1)]
        kept = SQL(", ").join(
            SQL("(%s::date, %s, %s)", day, *pair) for day in days for pair in kept_on(day)
        )
        return SQL(
            """
            SELECT p.id, EXTRACT(YEAR FROM kept.on_day)::integer::varchar, s.id
              FROM (VALUES %(kept)s) kept (on_day, month, day)
              JOIN res_partner p ON EXTRACT(MONTH FROM %(day)s) = kept.month
                                AND EXTRACT(DAY FROM %(day)s) = kept.day
              JOIN LATERAL (
                   SELECT id, property_id, departure FROM hotel_stay
                    WHERE partner_id = p.id AND company_id = %(company)s AND state = 'checked_out'
                      AND departure <= kept.on_day
                    ORDER BY departure DESC, id DESC LIMIT 1) s ON s.property_id = %(place)s
             WHERE EXTRACT(YEAR FROM %(day)s) < EXTRACT(YEAR FROM kept.on_day)
               AND p.active AND %(where)s
               AND (kept.on_day = %(today)s OR NOT EXISTS (
                   SELECT FROM hotel_stay n
                    WHERE n.partner_id = p.id AND n.company_id = %(company)s
                      AND n.state IN ('in_house', 'checked_out')
                      AND kept.on_day BETWEEN n.arrival AND n.departure))
            """,
            kept=kept,
            today=today,
            company=place.company_id.id,
            place=place.id,
            day=SQL.identifier("p", field),
            where=where,
        )

    def _find_arrivals(self, place, today, where):
        """Guests who arrive tomorrow; the key is the stay."""
        return SQL(
            """
            SELECT p.id, s.id::varchar, s.id
              FROM hotel_stay s JOIN res_partner p ON p.id = s.partner_id
             WHERE s.property_id = %s AND s.state = 'reserved' AND s.arrival = %s
               AND p.active AND %s
            """,
            place.id,
            today + relativedelta(days=1),
            where,
        )

    def _find_departures(self, place, today, where):
        """Guests who left yesterday; the key is the stay."""
        return SQL(
            """
            SELECT p.id, s.id::varchar, s.id
              FROM hotel_stay s JOIN res_partner p ON p.id = s.partner_id
             WHERE s.property_id = %s AND s.state = 'checked_out' AND s.departure = %s
               AND p.active AND %s
            """,
            place.id,
            today - relativedelta(days=1),
            where,
        )

    def _find_away(self, place, today, where):
        """Guests who left for the last time whole calendar years ago, and not a day before.

        The key is the day they left: who comes back and stays away again is another occasion.
        """
        company = place.company_id
        latest = kept_years_before(today, company.hotel_away_years)
        window = company.hotel_away_window_days
        earliest = latest - relativedelta(days=window) if window else None
        return SQL(
            """
            SELECT p.id, max(s.departure)::varchar, max(s.id)
              FROM hotel_stay s JOIN res_partner p ON p.id = s.partner_id
             WHERE s.property_id = %(place)s AND s.state = 'checked_out'
               AND s.departure <= %(latest)s AND %(window)s AND p.active AND %(where)s
               AND NOT EXISTS (
                   SELECT FROM hotel_stay later
                    WHERE later.partner_id = p.id AND later.company_id = %(company)s
                      AND later.state IN ('checked_out', 'in_house')
                      AND (later.departure > s.departure OR later.state = 'in_house'))
               AND NOT EXISTS (
                   SELECT FROM hotel_stay_companion_rel r
                     JOIN hotel_stay later ON later.id = r.stay_id
                    WHERE r.partner_id = p.id AND later.company_id = %(company)s
                      AND later.state IN ('checked_out', 'in_house')
                      AND (later.departure > s.departure OR later.state = 'in_house'))
             GROUP BY p.id
            """,
            place=place.id,
            latest=latest,
            window=SQL("s.departure >= %s", earliest) if earliest else SQL("TRUE"),
            company=company.id,
            where=where,
        )

    # -------------------------------------------------------------- WHO IS LEFT ALONE

    @api.model
    def _may_write_to(self, company, today):
        """Return the condition on ``p``: somebody one may write to, and who is not to come.

        Not to the blocked, to who unsubscribed or refused letters, who waits for an answer to a
        complaint, or is here or about to come.
        """
        needed = company.hotel_letter_needs_consent
        return SQL(
            """
            p.email_normalized IS NOT NULL
            AND COALESCE(p.guest_status ->> %(company)s::text, 'normal') <> 'blocked'
            AND NOT EXISTS (
                SELECT FROM mail_blacklist b WHERE b.email = p.email_normalized AND b.active)
            AND COALESCE((
                SELECT c.state FROM hotel_consent c
                 WHERE c.partner_id = p.id AND c.company_id = %(company)s AND c.purpose = 'letters'
                 ORDER BY c.date DESC, c.id DESC LIMIT 1), %(unasked)s) = 'given'
            AND NOT EXISTS (
                SELECT FROM hotel_feedback f
                 WHERE f.partner_id = p.id AND f.company_id = %(company)s AND f.state <> 'done'
                   AND f.kind IN ('complaint', 'answer'))
            AND NOT EXISTS (
                SELECT FROM hotel_stay n
                 WHERE n.company_id = %(company)s AND n.partner_id = p.id
                   AND (n.state = 'in_house' OR n.state = 'reserved' AND n.departure >= %(today)s))
            AND NOT EXISTS (
                SELECT FROM hotel_stay_companion_rel r JOIN hotel_stay n ON n.id = r.stay_id
                 WHERE n.company_id = %(company)s AND r.partner_id = p.id
                   AND (n.state = 'in_house' OR n.state = 'reserved' AND n.departure >= %(today)s))
            """,
            company=company.id,
            unasked="refused" if needed else "given",
            today=today,
        )
