# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

RECEPTION = "hotel_guest_profile.group_hotel_reception"
RESERVATIONS = "hotel_guest_profile.group_hotel_reservations"


class HotelStay(models.Model):
    """What the front desk does with a stay: the only ways its state changes."""

    _inherit = "hotel.stay"

    signature = fields.Image(
        max_width=800, max_height=300, copy=False, readonly=True, groups=RECEPTION
    )
    signed_on = fields.Datetime(copy=False, readonly=True, groups=RECEPTION)
    overdue = fields.Boolean(
        compute="_compute_overdue",
        help="The guest should have come, or left, on a day that is past.",
    )

    @api.depends("state", "arrival", "departure", "property_id.tz")
    def _compute_overdue(self):
        today = {each: each._get_today() for each in self.property_id}
        for stay in self:
            day = {"reserved": stay.arrival, "in_house": stay.departure}.get(stay.state)
            stay.overdue = bool(day) and day < today.get(stay.property_id, day)

    def write(self, vals):
        """Have a room cleaned that a guest moved out of, or left, whoever told so."""
        was_here = self.browse()
        if not {"room_id", "state"}.isdisjoint(vals):
            was_here = self.filtered(lambda stay: stay.state == "in_house")
        rooms = {stay: stay.room_id for stay in was_here}
        result = super().write(vals)
        left = self.env["hotel.room"].union(
            *(
                room
                for stay, room in rooms.items()
                if room != stay.room_id or stay.state == "checked_out"
            )
        )
        # Whoever writes may not be one who keeps rooms; that they are to be cleaned is a fact.
        left.sudo().filtered(lambda room: room.cleaning == "clean").cleaning = "dirty"
        return result

    # -------------------------------------------------------------- CHECK-IN

    def action_check_in(self):
        """Let guests in: in house from now on, a night line for each night on the folio.

        What the departments have to do for them follows from the state.

        Guests who come after their day arrive today.

        :raises UserError: a sentence that says what is in the way
        """
        self._check_role(RECEPTION)
        self._lock_at_desk()
        self._keep_told_rate()
        for stay in self:
            today = stay.property_id._get_today()
            if stay.arrival < today:
                stay._check_state("reserved")
                stay.write({"arrival": today, "departure": max(stay.departure, today)})
            stay._check_may_come(today)
        self._check_rooms_are_empty()
        self._check_customer_alerts_acknowledged()
        self._check_guests_may_stay()
        self._set_state("in_house", checked_in_at=fields.Datetime.now(), checked_in_by=self.env.uid)
        self._sync_nights()
        return True

    def _check_may_come(self, today):
        """Check that the guest of one stay can be let into the room now."""
        self._check_state("reserved")
        room = self.room_id
        if self.arrival > today:
            raise UserError(
                self.env._(
                    "%(stay)s arrives on %(day)s. Change the day of arrival first if the guest is"
                    " here already.",
                    stay=self.display_name,
                    day=self.arrival,
                )
            )
        if not self.partner_id:
            raise UserError(
                self.env._(
                    "Nobody knows who stays in %(stay)s. Enter the guest.", stay=self.display_name
                )
            )
        if not room:
            raise UserError(self.env._("Choose a room for %(stay)s first.", stay=self.display_name))
        if room.cleaning == "out_of_order":
            raise UserError(
                self.env._("Room %(room)s is out of order. Choose another.", room=room.name)
            )
        if room.cleaning == "dirty":
            raise UserError(
                self.env._(
                    "Room %(room)s is still to be cleaned. Have it released, or choose another.",
                    room=room.name,
                )
            )

    def _check_rooms_are_empty(self):
        """Check that nobody else is in the rooms of these stays, whatever the days say."""
        # Only the number of the other stay is told.
        other = self.sudo().search(
            [
                ("room_id", "in", self.room_id.ids),
                ("state", "=", "in_house"),
                ("id", "not in", self.ids),
            ],
            limit=1,
        )
        if other:
            raise UserError(
                self.env._(
                    "Room %(room)s is still occupied: %(stay)s has not checked out.",
                    room=other.room_id.name,
                    stay=other.name,
                )
            )

    # -------------------------------------------------------------- CHECK-OUT

    def action_check_out(self):
        """Let guests go: the rooms are to be cleaned, what is open on the folios is invoiced.

        Guests who leave before their day pay the nights until today.

        :return: the draft invoices that were made
        :raises UserError: a sentence that says what is in the way
        """
        return self._check_out().ids

    def _check_out(self):
        self._check_role(RECEPTION)
        self._lock_at_desk()
        for stay in self:
            stay._check_state("in_house")
            today = stay.property_id._get_today()
            if stay.departure > today:
                stay.departure = max(today, stay.arrival)
        self._sync_nights()
        invoices = self._create_folio_invoices()
        self._set_state(
            "checked_out", checked_out_at=fields.Datetime.now(), checked_out_by=self.env.uid
        )
        return invoices

    # -------------------------------------------------------------- WHAT COMES TO NOTHING

    def action_cancel(self, reason=""):
        """Cancel reserved stays; their rooms are free again.

        :param reason: why, in the guest's words
        """
        self._check_role(RECEPTION, RESERVATIONS)
        self._lock_at_desk()
        self._check_state("reserved")
        for each, stays in self.grouped("property_id").items():
            stays._set_state("cancelled", cancelled_on=each._get_today(), cancel_reason=reason)
        return True

    def action_no_show(self):
        """Note that guests did not come on their day; their rooms are free again."""
        self._check_role(RECEPTION, RESERVATIONS)
        self._lock_at_desk()
        self._check_state("reserved")
        for stay in self:
            if stay.arrival > stay.property_id._get_today():
                raise UserError(
                    self.env._(
                        "%(stay)s arrives on %(day)s: the guest can still come.",
                        stay=stay.display_name,
                        day=stay.arrival,
                    )
                )
        self._set_state("no_show")
        return True

    def action_reinstate(self):
        """Take back a cancellation, a no-show, or a check-out of today made by mistake."""
        self._check_role(RECEPTION, RESERVATIONS)
        self._lock_at_desk()
        self._check_state("cancelled", "no_show", "checked_out")
        gone = self.filtered(lambda stay: stay.state == "checked_out")
        for stay in gone:
            if stay.departure < stay.property_id._get_today():
                raise UserError(
                    self.env._(
                        "%(stay)s ended on %(day)s and stays in the history. Enter a new stay.",
                        stay=stay.display_name,
                        day=stay.departure,
                    )
                )
        gone._check_rooms_are_empty()
        gone._set_state("in_house", checked_out_at=False, checked_out_by=False)
        (self - gone)._set_state("reserved", cancelled_on=False, cancel_reason=False)
        return True

    # -------------------------------------------------------------- THE DESK

    def action_open_check_in(self):
        """Open the front desk where it checks one stay in."""
        return self._get_desk_action("check_in")

    def action_open_check_out(self):
        """Open the front desk where it checks one stay out."""
        return self._get_desk_action("check_out")

    def _get_desk_action(self, step):
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id("hotel_guest_profile.hotel_desk_action")
        return {
            **action,
            "context": {
                "stay_id": self.id,
                "partner_id": self.partner_id.id,
                "property_id": self.property_id.id,
                "step": step,
            },
        }

    # -------------------------------------------------------------- HELPERS

    def _check_role(self, *groups):
        """Check that the user works where this is done; what the system does itself passes."""
        if not self.env.su and not any(self.env.user.has_group(group) for group in groups):
            raise AccessError(
                self.env._("Guests are checked in and out, and stays cancelled, by the reception.")
            )
        self.check_access("write")

    def _lock_at_desk(self):
        """Make sure that no colleague does the same at this moment."""
        if self.try_lock_for_update() != self:
            raise UserError(
                self.env._("A colleague has this stay in hand at this moment. Look again.")
            )
        self.invalidate_recordset(["state"])

    def _check_state(self, *states):
        for stay in self:
            if stay.state not in states:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(stay)s is: %(state)s. That step is for stays that are: %(states)s.",
                        stay=stay.display_name,
                        state=labels[stay.state],
                        states=", ".join(labels[state] for state in states),
                    )
                )
