# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models

from ..preferences import NumberRule, Wish, compose


class CustomerPreference(models.Model):
    """A preference as a sentence for people, and as a value for matching."""

    _inherit = "customer.preference"

    @api.depends_context("lang")
    @api.depends(
        "attitude", "topic_id.name", "number_rule", "number", "number_upper", "unit",
        "exception_topic_ids.name", "exception_text",
    )  # fmt: skip
    def _compute_display_name(self):
        phrases = self._get_phrases()
        lower = (self.env.lang or "en_US").startswith("en")
        for preference in self:
            if not preference.topic_id:
                preference.display_name = ""
                continue
            exceptions = preference.exception_topic_ids.mapped("name")
            if preference.exception_text:
                exceptions = [*exceptions, preference.exception_text]
            preference.display_name = compose(
                phrases,
                preference.attitude,
                preference.topic_id.name,
                preference._get_number_rule(),
                preference.unit,
                exceptions,
                lower=lower,
            )

    @api.model
    def _get_phrases(self):
        """Return the patterns a preference is written by, in the reader's language."""
        return {
            "like": self.env._("Likes %(what)s"),
            "dislike": self.env._("Dislikes %(what)s"),
            "need": self.env._("Needs %(what)s"),
            "allergy": self.env._("Allergic to %(what)s"),
            "at_least": self.env._("%(topic)s %(value)s or above"),
            "at_most": self.env._("%(topic)s %(value)s or below"),
            "exactly": self.env._("%(topic)s %(value)s"),
            "between": self.env._("%(topic)s %(value)s to %(upper)s"),
            "unit": self.env._("%(number)s %(unit)s"),
            "except": self.env._("%(text)s, except %(exceptions)s"),
            "list": self.env._(" and "),
        }

    def _get_number_rule(self):
        """Return the rule on the number of the topic as a value, or None.

        :raises ValueError: the span ends before it begins
        """
        self.ensure_one()
        if not self.number_rule:
            return None
        upper = self.number_upper if self.number_rule == "between" else None
        return NumberRule(self.number_rule, self.number, upper)

    def _as_wishes(self):
        """Return the preferences as values for matching; ``key`` is the id, topics are ids."""
        return [
            Wish(
                preference.id,
                preference.topic_id.id,
                preference.attitude,
                frozenset(preference.exception_topic_ids.ids),
                preference._get_number_rule(),
            )
            for preference in self
        ]
