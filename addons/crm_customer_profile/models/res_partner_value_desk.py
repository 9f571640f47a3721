# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class ResPartner(models.Model):
    """What the person is worth, at the front desk."""

    _inherit = "res.partner"

    def _get_desk_card(self):
        """Add whose customer it is and what he is worth: points and class, never money."""
        blocks = super()._get_desk_card()
        lines = self._get_desk_value() + self._get_desk_strength()
        if lines:
            blocks.append({"key": "value", "title": self.env._("Value"), "lines": lines})
        return blocks

    def _get_desk_strength(self):
        """Say how well we stand with the person, beside what he is worth."""
        labels = dict(self._fields["relationship_strength"]._description_selection(self.env))
        strength = labels.get(self.relationship_strength)
        return [{"text": strength, "note": self.env._("relation")}] if strength else []

    def _get_desk_value(self):
        value = self.customer_value_id
        if not value:
            return []
        labels = {
            name: dict(value._fields[name]._description_selection(self.env))
            for name in ("abc", "cycle_state", "risk")
        }
        score = self.env._(
            "%(score)s points, class %(letter)s",
            score=round(value.score),
            letter=labels["abc"].get(value.abc, ""),
        )
        golden = self.env._("Golden part") if value.is_golden else ""
        lines = [{"text": score, "note": golden, "tone": "success" if golden else ""}]
        if value.cycle_state in ("broken", "gone"):
            lines.append({"text": labels["cycle_state"][value.cycle_state], "tone": "warning"})
        if value.risk == "high":
            lines.append(
                {"text": self.env._("At high risk of being lost"), "note": "", "tone": "danger"}
            )
        return lines
