# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class CustomerTopic(models.Model):
    """What the hotel does about preferences on a topic."""

    _inherit = "customer.topic"

    hotel_due = fields.Selection(
        [
            ("entry", "Ready when the guest enters the room"),
            ("breakfast", "Ready at the next breakfast"),
            ("none", "Nothing to do: the room is chosen by it"),
        ],
        "During a stay",
        help="When the department must have acted. Empty: as the topic above. An allergy is "
        "always passed on at once.",
    )

    @api.depends_context("short_topics")
    def _compute_display_name(self):
        """Where rooms are listed, a view is "River view" and not the way to it."""
        if not self.env.context.get("short_topics"):
            return super()._compute_display_name()
        for topic in self:
            topic.display_name = topic.name
        return None

    def _get_hotel_dues(self):
        """Return when a preference on each topic is due: what is said nearest above it.

        :return: dict of topic id: key of ``hotel_due``
        """
        paths = {topic.id: topic._get_path() for topic in self}
        said = {
            topic.id: topic.hotel_due
            for topic in self.browse({key for path in paths.values() for key in path})
        }
        return {
            topic_id: next((said[key] for key in reversed(path) if said[key]), "entry")
            for topic_id, path in paths.items()
        }
