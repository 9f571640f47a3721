# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..preferences import find_conflicts


class CustomerPreference(models.Model):
    """What contradicts itself among the preferences of one person."""

    _inherit = "customer.preference"

    conflict = fields.Char(
        compute="_compute_conflict",
        help="Contacts that were merged may have brought preferences that contradict each other.",
    )

    @api.depends("partner_id", "topic_id", "attitude", "valid_from", "valid_until")
    def _compute_conflict(self):
        found = self._find_conflicts()
        for preference in self:
            preference.conflict = found.get(preference._origin.id, (False,))[0]

    @api.constrains(
        "partner_id", "topic_id", "attitude", "number_rule", "number", "number_upper",
        "exception_topic_ids", "valid_from", "valid_until",
    )  # fmt: skip
    def _check_conflicts(self):
        self._check_number()  # only rules that make sense can be compared
        found = self._find_conflicts()
        for preference in self:
            if preference.id in found:
                raise ValidationError(
                    self.env._(
                        "%(person)s: %(conflict)s Give the one that no longer holds a last day "
                        "first.",
                        person=preference.partner_id.display_name,
                        conflict=found[preference.id][0],
                    )
                )

    def _find_conflicts(self):
        """Return a sentence and the other preferences for each preference that has a conflict.

        :return: dict of preference id: (sentence, ids of all in the conflict). Of what the reader
            may not see nothing is found: the sentence would give it away.
        """
        domain = Domain("partner_id", "in", self.partner_id.ids) & Domain("standing", "!=", "past")
        if not self.env.user.has_group("crm_customer_profile.group_customer_health"):
            domain &= Domain("is_sensitive", "=", False)
        found = {}
        # The older one is named first.
        for preferences in self.search(domain, order="id").grouped("partner_id").values():
            topics = preferences.topic_id
            parents = {topic.id: topic.parent_id.id for topic in topics if topic.parent_id}
            limits = {
                group.id: group.max_choices for group in topics.parent_id if group.max_choices
            }
            for conflict in find_conflicts(preferences._as_wishes(), parents, limits):
                involved = self.browse(conflict.keys)
                if involved._overlap_in_time():
                    sentence = involved._describe_conflict(conflict.kind)
                    for preference in involved:
                        found.setdefault(preference.id, (sentence, conflict.keys))
        return found

    def _overlap_in_time(self):
        """Tell whether the preferences hold together on some day."""
        starts = [day for day in self.mapped("valid_from") if day]
        ends = [day for day in self.mapped("valid_until") if day]
        return not (starts and ends) or max(starts) <= min(ends)

    def _describe_conflict(self, kind):
        if kind == "too_many":
            group = self.topic_id.parent_id[:1]
            return self.env._(
                "%(preferences)s: of %(group)s no more than %(limit)s can be wanted at a time.",
                preferences=", ".join(self.mapped("display_name")),
                group=group.name,
                limit=group.max_choices,
            )
        values = {"first": self[0].display_name, "second": self[1].display_name}
        if kind == "same":
            return self.env._("“%(first)s” is recorded already.", **values)
        return self.env._("“%(first)s” and “%(second)s” contradict each other.", **values)
