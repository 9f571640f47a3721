# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: From harmless to most in need of protection; a topic is never below the one it stands under.
SENSITIVITIES = [("ordinary", "Ordinary"), ("dietary", "Dietary"), ("health", "Health")]
SENSITIVITY_RANKS = {key: rank for rank, (key, _label) in enumerate(SENSITIVITIES)}


class CustomerTopic(models.Model):
    """What a preference is about. A tree that consultants extend: drink > tea > green tea."""

    _name = "customer.topic"
    _description = "Preference Topic"
    _parent_store = True
    # Below what they stand under, in the order of their making.
    _order = "parent_path, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    display_name = fields.Char("Topic", recursive=True)
    parent_id = fields.Many2one("customer.topic", index=True, ondelete="restrict")
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("customer.topic", "parent_id", string="Sub-topics")
    sensitivity = fields.Selection(
        SENSITIVITIES,
        compute="_compute_sensitivity",
        store=True,
        readonly=False,
        required=True,
        recursive=True,
        precompute=True,
        help="Preferences about dietary and health topics are shown only to people who may read "
        "them; everybody else is told that there is something to ask about. An allergy is always "
        "health.",
    )
    department_id = fields.Many2one(
        "customer.department",
        compute="_compute_department_id",
        store=True,
        readonly=False,
        recursive=True,
        precompute=True,
        ondelete="restrict",
        help="Who acts on preferences about this topic, unless a preference says otherwise.",
    )
    takes_number = fields.Boolean(help="Preferences may give a rule: floor 20 or above.")
    unit = fields.Char(translate=True, help="What the number counts, shown behind it.")
    max_choices = fields.Integer(
        help="How many of the sub-topics one person can want at the same time: 1 where they "
        "exclude one another, such as a king and a twin bed. 0 for any number."
    )
    preference_ids = fields.One2many("customer.preference", "topic_id", string="Preferences")
    people_count = fields.Integer(compute="_compute_people_count")

    _name_unique = models.UniqueIndex(
        "((name->>'en_US'), COALESCE(parent_id, 0))",
        "There is a topic of this name at this place of the tree already.",
    )
    _max_choices_not_negative = models.Constraint(
        "CHECK(max_choices >= 0)", "The number of choices cannot be negative."
    )

    @api.depends("name", "parent_id.display_name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for topic in self:
            names = (topic.parent_id.display_name, topic.name)
            topic.display_name = " / ".join(name for name in names if name)

    @api.depends("parent_id.sensitivity")
    def _compute_sensitivity(self):
        for topic in self:
            topic.sensitivity = max(
                topic.sensitivity or "ordinary",
                topic.parent_id.sensitivity or "ordinary",
                key=SENSITIVITY_RANKS.get,
            )

    @api.depends("parent_id.department_id")
    def _compute_department_id(self):
        for topic in self:
            topic.department_id = topic.department_id or topic.parent_id.department_id

    def _compute_people_count(self):
        """Count who has a preference of today on the topic or below it, that the reader may see."""
        counts = dict.fromkeys(self.ids, 0)
        if self.ids:
            below = self.with_context(active_test=False).search([("id", "child_of", self.ids)])
            people_by_topic = dict(
                self.env["customer.preference"]._read_group(
                    [("topic_id", "in", below.ids), ("standing", "!=", "past")],
                    ["topic_id"],
                    ["partner_id:array_agg"],
                )
            )
            people = {topic_id: set() for topic_id in counts}
            for topic, partner_ids in people_by_topic.items():
                for topic_id in topic._get_path():
                    if topic_id in people:
                        people[topic_id].update(partner_ids)
            counts = {topic_id: len(found) for topic_id, found in people.items()}
        for topic in self:
            topic.people_count = counts.get(topic.id, 0)

    @api.constrains("sensitivity", "parent_id")
    def _check_sensitivity(self):
        for topic in self:
            above = topic.parent_id.sensitivity or "ordinary"
            if SENSITIVITY_RANKS[topic.sensitivity] < SENSITIVITY_RANKS[above]:
                raise ValidationError(
                    self.env._(
                        "%(topic)s cannot be less sensitive than %(parent)s, which it stands "
                        "under. Move it elsewhere in the tree first.",
                        topic=topic.name,
                        parent=topic.parent_id.name,
                    )
                )

    def _get_path(self):
        """Return the ids of the topic and of all that stand above it, from the top down."""
        self.ensure_one()
        return [int(part) for part in self.parent_path.split("/") if part]

    def action_view_people(self):
        """Open the people with a preference about this topic or one below it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer_profile.customer_action"
        )
        return {
            **action,
            "context": {},
            "domain": [("preference_topic_id", "child_of", self.ids)],
            "display_name": self.env._("People: %(topic)s", topic=self.display_name),
        }
