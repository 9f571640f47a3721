# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain

from ..care import due_at, local_to_utc

#: Changes of a preference that the departments must hear of while the guest is in house.
HEARD = {
    "partner_id", "topic_id", "attitude", "exception_topic_ids", "exception_text", "number_rule",
    "number", "number_upper", "note", "department_id", "is_alert", "valid_from", "valid_until",
}  # fmt: skip
#: A gift lies ready so many hours before the hour of check-out.
GIFT_AHEAD = 2


class HotelStay(models.Model):
    """What a stay gives each department to do."""

    _inherit = "hotel.stay"

    trace_ids = fields.One2many(
        "hotel.trace", "stay_id", string="Traces", groups="hotel_guest_profile.group_hotel_user"
    )
    open_trace_count = fields.Integer(
        "Traces to do",
        compute="_compute_open_trace_count",
        groups="hotel_guest_profile.group_hotel_user",
    )

    def _compute_open_trace_count(self):
        counts = dict(
            self.env["hotel.trace"]._read_group(
                [("stay_id", "in", self.ids), ("state", "=", "open")], ["stay_id"], ["__count"]
            )
        )
        for stay in self:
            stay.open_trace_count = counts.get(stay._origin, 0)

    @api.model_create_multi
    def create(self, vals_list):
        stays = super().create(vals_list)
        stays.filtered(lambda stay: stay.state == "in_house")._make_traces()
        return stays

    def write(self, vals):
        result = super().write(vals)
        if not {"state", "partner_id", "companion_ids"}.isdisjoint(vals):
            self.filtered(lambda stay: stay.state == "in_house")._make_traces()
        if vals.get("state", "in_house") != "in_house":
            # Nobody is there any more for whom to act.
            self._drop_traces(Domain.TRUE)
        return result

    def _drop_traces(self, domain):
        # Of all departments, whoever checks the guest out.
        open_ones = Domain("stay_id", "in", self.ids) & Domain("state", "=", "open")
        self.env["hotel.trace"].sudo().search(open_ones & domain).write({"state": "dropped"})

    def _make_traces(self):
        """Give each department what the guests in house like, need and must not come near.

        Done again, it adds what is new, opens what was changed, and drops what no longer holds.
        The number of queries does not depend on the number of stays.

        :return: the traces that were made
        """
        # Of all that is known of the guests, also what the receptionist may not read: each
        # department gets its own.
        stays = self.sudo().filtered(lambda stay: stay.state == "in_house")
        Trace = self.env["hotel.trace"].sudo()
        if not stays:
            return Trace
        people = stays.partner_id | stays.companion_ids
        preferences = stays.env["customer.preference"].search(
            [
                ("partner_id", "in", people.ids),
                ("standing", "=", "current"),
                ("department_id", "!=", False),
            ]
        )
        dues = preferences.topic_id._get_hotel_dues()
        preferences = preferences.filtered(
            lambda each: each.attitude == "allergy" or dues[each.topic_id.id] != "none"
        )
        by_person = preferences.grouped("partner_id")
        known = {
            (trace.stay_id, trace.preference_id, trace.department_id): trace
            for trace in Trace.search(
                [("stay_id", "in", stays.ids), ("preference_id", "!=", False)]
            )
        }
        wanted, vals_list = set(), []
        for stay in stays:
            for person in stay.partner_id | stay.companion_ids:
                for preference in by_person.get(person, ()):
                    key = (stay, preference, preference.department_id)
                    wanted.add(key)
                    if key not in known:
                        due = dues[preference.topic_id.id]
                        vals_list.append(stay._prepare_trace(preference, due))
        known_wanted = Trace.union(*(known[key] for key in wanted if key in known))
        known_wanted._follow_preferences()
        unwanted = Trace.union(*(trace for key, trace in known.items() if key not in wanted))
        unwanted.filtered(lambda trace: trace.state == "open").write({"state": "dropped"})
        return Trace.create(vals_list + stays._prepare_gifts())

    def _prepare_trace(self, preference, due):
        """Return the values of the trace of a preference; ``due`` is a key of ``hotel_due``."""
        self.ensure_one()
        place = self.property_id
        allergy = preference.attitude == "allergy"
        meal = preference.department_id.hotel_role == "kitchen"
        at_breakfast = due == "breakfast" and not allergy
        return {
            "stay_id": self.id,
            "partner_id": preference.partner_id.id,
            "department_id": preference.department_id.id,
            "preference_id": preference.id,
            "revision": preference.revision,
            "kind": "allergy" if allergy else "meal" if meal else "preference",
            "is_alert": preference.is_alert,
            "due_at": due_at(
                fields.Datetime.now(),
                place.tz,
                self.arrival,
                place.check_in_hour,
                place.breakfast_hour if at_breakfast else None,
            ),
        }

    def _prepare_gifts(self):
        """Return the values of traces for what is handed over when the guests leave."""
        feedback = self.env["hotel.feedback"]._get_to_hand_over(self.partner_id).filtered("gift")
        known = self.trace_ids.feedback_id
        return [
            {
                "stay_id": stay.id,
                "department_id": row.department_id.id,
                "feedback_id": row.id,
                "kind": "gift",
                "due_at": local_to_utc(
                    stay.departure,
                    max(0, stay.property_id.check_out_hour - GIFT_AHEAD),
                    stay.property_id.tz,
                ),
            }
            for stay in self
            for row in feedback - known
            if row.partner_id == stay.partner_id
            and row.department_id
            and row.company_id == stay.company_id
        ]


class HotelTrace(models.Model):
    _inherit = "hotel.trace"

    def _follow_preferences(self):
        """Open again what says something else now, and what is wanted again."""
        for trace in self:
            preference = trace.preference_id
            if trace.revision != preference.revision:
                trace.write(
                    {
                        "state": "open",
                        "revision": preference.revision,
                        "is_alert": preference.is_alert,
                        "kind": "allergy" if preference.attitude == "allergy" else trace.kind,
                        "acknowledged_by": False,
                        "acknowledged_at": False,
                        "done_by": False,
                        "done_at": False,
                    }
                )
            elif trace.state == "dropped":
                trace.state = "open"


class CustomerPreference(models.Model):
    """A preference that changes while its guest is in house reaches the departments at once."""

    _inherit = "customer.preference"

    @api.model_create_multi
    def create(self, vals_list):
        preferences = super().create(vals_list)
        preferences._reach_departments()
        return preferences

    def write(self, vals):
        # Also of whom it was until now.
        # What there is to hear is the system's: the writer need not see the stays.
        before = self.sudo().partner_id
        result = super().write(vals)
        if not HEARD.isdisjoint(vals):
            self._reach_departments(before)
        return result

    def _reach_departments(self, more=None):
        # Whoever hears of an allergy passes it on, also who sees no stays and not its words.
        people = self.sudo().partner_id | (more or self.env["res.partner"])
        staying = Domain("partner_id", "in", people.ids) | Domain("companion_ids", "in", people.ids)
        stays = self.env["hotel.stay"].sudo()
        stays.search(Domain("state", "=", "in_house") & staying)._make_traces()


class HotelProperty(models.Model):
    _inherit = "hotel.property"

    breakfast_hour = fields.Float("Breakfast from", default=7.0)

    _breakfast_hour_of_day = models.Constraint(
        "CHECK(breakfast_hour >= 0 AND breakfast_hour < 24)",
        "Breakfast begins between 0:00 and 23:59.",
    )
