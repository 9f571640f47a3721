# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .customer_topic import SENSITIVITIES, SENSITIVITY_RANKS

#: What changes the meaning of a preference, so that an alert has to be acknowledged again.
MEANING = {
    "partner_id",
    "topic_id",
    "attitude",
    "exception_topic_ids",
    "exception_text",
    "number_rule",
    "number",
    "number_upper",
    "note",
}


class CustomerPreference(models.Model):
    """What a person likes, dislikes, needs or must not come near, and how we know.

    What is *sensitive* (an allergy, a dietary or health topic) is shown only to the group for
    it, by a record rule: no route of the framework goes round those.
    """

    _name = "customer.preference"
    _description = "Preference"
    _order = "attitude, topic_id, id"  # allergies first
    _rec_names_search = ["topic_id", "note", "exception_text"]

    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="cascade"
    )
    topic_id = fields.Many2one("customer.topic", required=True, index=True, ondelete="restrict")
    attitude = fields.Selection(
        [
            ("like", "Likes"),
            ("dislike", "Dislikes"),
            ("need", "Needs"),
            ("allergy", "Allergic to"),
        ],
        required=True,
        default="like",
    )
    exception_topic_ids = fields.Many2many("customer.topic", string="Except")
    exception_text = fields.Char("Except (in words)", help="Where no topic says it.")
    number_rule = fields.Selection(
        [
            ("at_least", "At least"),
            ("at_most", "At most"),
            ("exactly", "Exactly"),
            ("between", "Between"),
        ]
    )
    number = fields.Float()
    number_upper = fields.Float("Up to")
    takes_number = fields.Boolean(related="topic_id.takes_number")
    unit = fields.Char(related="topic_id.unit")
    note = fields.Char()
    source = fields.Selection(
        [
            ("told", "Told by the person"),
            ("observed", "Observed"),
            ("form", "Form or survey"),
            ("import", "Import"),
        ],
        required=True,
        default="told",
    )
    channel_id = fields.Many2one(
        "customer.contact.channel",
        compute="_compute_channel_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="set null",
        help="How we came to know it.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Recorded by",
        default=lambda self: self.env.user,
        readonly=True,
        ondelete="restrict",
    )
    recorded_on = fields.Date(default=fields.Date.context_today, required=True)
    valid_from = fields.Date()
    valid_until = fields.Date(help="From the day after, it is shown as past.")
    standing = fields.Selection(
        [("current", "Current"), ("future", "Future"), ("past", "Past")],
        compute="_compute_standing",
        search="_search_standing",
    )
    department_id = fields.Many2one(
        "customer.department",
        compute="_compute_department_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        ondelete="restrict",
        help="Who acts on it.",
    )
    sensitivity = fields.Selection(
        SENSITIVITIES, compute="_compute_sensitivity", store=True, precompute=True
    )
    is_sensitive = fields.Boolean(
        compute="_compute_sensitivity", store=True, precompute=True, index=True
    )
    is_alert = fields.Boolean(
        "Alert staff",
        compute="_compute_is_alert",
        store=True,
        readonly=False,
        precompute=True,
        help="Whoever serves the person has to acknowledge it first.",
    )
    revision = fields.Integer(
        default=1,
        readonly=True,
        copy=False,
        help="Counts changes of what it means: an acknowledgement holds for one of them.",
    )

    _valid_days = models.Constraint(
        "CHECK(valid_until >= valid_from)", "A preference cannot end before it begins."
    )
    _alerts = models.Index("(partner_id) WHERE is_alert")

    @api.depends("topic_id.department_id")
    def _compute_department_id(self):
        for preference in self:
            preference.department_id = preference.topic_id.department_id or preference.department_id

    @api.depends("contact_id.channel_id")
    def _compute_channel_id(self):
        for preference in self:
            preference.channel_id = preference.contact_id.channel_id or preference.channel_id

    @api.depends("attitude", "topic_id.sensitivity", "exception_topic_ids.sensitivity")
    def _compute_sensitivity(self):
        for preference in self:
            levels = [
                "health" if preference.attitude == "allergy" else "ordinary",
                *(preference.topic_id | preference.exception_topic_ids).mapped("sensitivity"),
            ]
            preference.sensitivity = max(levels, key=SENSITIVITY_RANKS.get)
            preference.is_sensitive = preference.sensitivity != "ordinary"

    @api.depends("attitude", "sensitivity")
    def _compute_is_alert(self):
        for preference in self:
            preference.is_alert = (
                preference.is_alert
                or preference.attitude == "allergy"
                or (preference.is_sensitive and preference.attitude == "need")
            )

    @api.depends("valid_from", "valid_until")
    def _compute_standing(self):
        today = fields.Date.context_today(self)
        for preference in self:
            if preference.valid_until and preference.valid_until < today:
                preference.standing = "past"
            elif preference.valid_from and preference.valid_from > today:
                preference.standing = "future"
            else:
                preference.standing = "current"

    def _search_standing(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        is_past = Domain("valid_until", "<", today)
        is_future = Domain("valid_from", ">", today)
        domains = {"past": is_past, "future": is_future & ~is_past}
        domains["current"] = ~is_past & ~is_future
        return Domain.OR(domains[standing] for standing in value if standing)

    @api.constrains("topic_id", "number_rule", "number", "number_upper")
    def _check_number(self):
        for preference in self.filtered("number_rule"):
            if not preference.topic_id.takes_number:
                raise ValidationError(
                    self.env._(
                        "%(topic)s takes no number. Leave the rule empty, or let the topic take "
                        "numbers.",
                        topic=preference.topic_id.name,
                    )
                )
            try:
                preference._get_number_rule()
            except ValueError:
                raise ValidationError(
                    self.env._(
                        "%(topic)s: the span from %(low)g to %(high)g ends before it begins.",
                        topic=preference.topic_id.name,
                        low=preference.number,
                        high=preference.number_upper,
                    )
                ) from None

    @api.constrains("topic_id", "exception_topic_ids")
    def _check_exceptions(self):
        for preference in self:
            if preference.topic_id in preference.exception_topic_ids:
                raise ValidationError(
                    self.env._(
                        "%(topic)s cannot be its own exception.", topic=preference.topic_id.name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        # A copy or a client does not say how often a preference was changed.
        preferences = super().create(
            [{key: val for key, val in vals.items() if key != "revision"} for vals in vals_list]
        )
        if len(preferences._filtered_access("read")) < len(preferences):
            # What was passed on and is hidden now leaves the lists that are in memory, too.
            self.env["res.partner"].invalidate_model(["preference_ids"])
            self.env["customer.contact"].invalidate_model(["preference_ids"])
        return preferences

    def write(self, vals):
        if MEANING & set(vals) and "revision" not in vals:
            for revision, preferences in self.grouped("revision").items():
                super(CustomerPreference, preferences).write({**vals, "revision": revision + 1})
            return True
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_serious(self):
        manager = self.env.su or self.env.user.has_group(
            "crm_customer_profile.group_customer_manager"
        )
        for preference in self:
            if preference.attitude == "allergy" and not manager:
                raise UserError(
                    self.env._(
                        "An allergy is not deleted. If it no longer holds, give it a last day."
                    )
                )
        # Also those that the deleter does not see.
        acknowledged = self.env["customer.alert.acknowledgement"].sudo()
        if acknowledged.search_count([("preference_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "Staff have acknowledged this alert, so it is kept. Give it a last day instead."
                )
            )

    def action_end(self):
        """Let the preference be past from today on."""
        yesterday = fields.Date.subtract(fields.Date.context_today(self), days=1)
        for preference in self:
            preference.valid_until = max(preference.valid_from or yesterday, yesterday)
