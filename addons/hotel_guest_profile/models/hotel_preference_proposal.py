# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

#: Who says what a guest wants.
DECIDERS = (
    "hotel_guest_profile.group_hotel_reception,hotel_guest_profile.group_hotel_guest_relations"
)


class HotelPreferenceProposal(models.Model):
    """What a guest seems to want, from stays and orders. It counts once a person confirmed it.

    What was refused is remembered, and not proposed again.
    """

    _name = "hotel.preference.proposal"
    _inherit = ["customer.person.part"]
    _description = "Observed Preference"
    _order = "state desc, times desc, id desc"
    _rec_name = "evidence"

    partner_id = fields.Many2one(
        "res.partner", "Guest", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )
    topic_id = fields.Many2one("customer.topic", required=True, readonly=True, ondelete="cascade")
    what = fields.Char(readonly=True, help="What was ordered, where the topic does not say it.")
    number = fields.Float("At least", readonly=True, aggregator=None)
    times = fields.Integer(readonly=True, aggregator=None)
    occasions = fields.Integer(readonly=True, aggregator=None)
    evidence = fields.Char(compute="_compute_evidence")
    state = fields.Selection(
        [("open", "To decide"), ("confirmed", "Confirmed"), ("refused", "Refused")],
        required=True,
        default="open",
        readonly=True,
        index=True,
    )
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True, ondelete="restrict")
    decided_on = fields.Datetime(readonly=True)
    preference_id = fields.Many2one("customer.preference", readonly=True, ondelete="set null")

    _once = models.UniqueIndex(
        "(partner_id, company_id, topic_id, COALESCE(what, ''))",
        "This has been proposed for the guest already.",
    )

    @api.depends_context("lang")
    @api.depends("topic_id.name", "what", "number", "times", "occasions")
    def _compute_evidence(self):
        for row in self:
            values = {
                "topic": row.topic_id.name,
                "times": row.times,
                "occasions": row.occasions,
                "number": row.number,
                "what": row.what,
            }
            if row.number:
                row.evidence = self.env._(
                    "%(topic)s %(number)g or above: %(times)s of %(occasions)s stays", **values
                )
            elif row.what:
                row.evidence = self.env._(
                    "%(topic)s, %(what)s: %(times)s of %(occasions)s orders", **values
                )
            else:
                row.evidence = self.env._("%(topic)s: %(times)s of %(occasions)s stays", **values)

    # -------------------------------------------------------------- BY A PERSON

    def action_confirm(self):
        """Make preferences of them; the guest's older word wins over what was observed.

        :raises UserError: a preference says otherwise
        """
        self._check_decides()
        for row in self.filtered(lambda each: each.state == "open"):
            preference = row._note_what() or self.env["customer.preference"].create(
                row._prepare_preference()
            )
            # Who decides is taken from here; nobody writes it by hand.
            row.sudo().preference_id = preference
            row._decide("confirmed")

    def action_refuse(self):
        """Remember that it means nothing: it is not proposed again."""
        self._check_decides()
        self.filtered(lambda each: each.state == "open")._decide("refused")

    def _check_decides(self):
        self.check_access("read")
        if not self.env.user.has_groups(DECIDERS):
            raise UserError(self.env._("Reception and guest relations decide what a guest wants."))

    def _decide(self, state):
        # As above.
        self.sudo().write(
            {"state": state, "decided_by_id": self.env.uid, "decided_on": fields.Datetime.now()}
        )

    def _note_what(self):
        """Add what was ordered to what the guest is known to like of the topic.

        :return: the preference; empty if there is none, or nothing was ordered
        """
        Preference = self.env["customer.preference"]
        if not self.what:
            return Preference
        known = Preference.search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("topic_id", "=", self.topic_id.id),
                ("attitude", "=", "like"),
                ("standing", "=", "current"),
            ],
            limit=1,
        )
        if known:
            known.note = ", ".join(filter(None, (known.note, self.what)))
        return known

    def _prepare_preference(self):
        self.ensure_one()
        values = {
            "partner_id": self.partner_id.id,
            "topic_id": self.topic_id.id,
            "attitude": "like",
            "source": "observed",
            "note": self.what or False,
        }
        if self.number:
            values |= {"number_rule": "at_least", "number": self.number}
        return values
