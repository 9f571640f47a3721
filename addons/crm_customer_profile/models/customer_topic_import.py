# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from ..intake.columns import fold


class CustomerTopic(models.Model):
    """By which headings a column of a file is known to be about the topic."""

    _inherit = "customer.topic"

    import_headings = fields.Char(
        "Headings in files", help="Of columns with yes or no, parted by commas: SRQuietRoom, 安静房"
    )

    @api.model
    def _get_topics_by_heading(self):
        """Return {folded heading: topic} by what is noted, then by name in any language."""
        topics = self.search([], order="id")
        found = {}
        for topic in topics:
            for heading in (topic.import_headings or "").replace("，", ",").split(","):
                found.setdefault(fold(heading), topic)
        for code, _name in self.env["res.lang"].get_installed():
            for topic in topics.with_context(lang=code):
                found.setdefault(fold(topic.name), topic.with_env(self.env))
        found.pop("", None)
        return found
