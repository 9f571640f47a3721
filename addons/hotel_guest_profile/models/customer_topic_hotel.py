# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


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
