# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import random

from odoo import fields, models

#: What the reviewer noted, and how well the request was served.
NOTES = (
    (5, "Friendly, quick, and the guest was called by name."),
    (4, "Well served; the promise could have been written down."),
    (3, "Answered late, though nothing else was waiting."),
    (2, "The root cause was not looked for."),
    (5, "很耐心，把解决办法说得很清楚。"),
    (4, "回复及时，建议再做一次回访。"),
)
#: Of so many judged ones these many are left to be judged.
LEFT = 3


class ServiceDemo(models.AbstractModel):
    """What the reviewer of quality drew by lot and judged."""

    _inherit = "service.demo"

    def _add(self):
        result = super()._add()
        self._judge()
        return result

    def _judge(self):
        """Draw two finished requests of each agent and judge all but some of them."""
        reviewer = self._ref("demo_user_quality")
        today = fields.Date.today()
        sample = (
            self.env["service.quality.sample"]
            .with_user(reviewer)
            .create(
                {
                    "date_from": fields.Date.subtract(today, days=90),
                    "date_to": today,
                    "per_agent": 2,
                    "number": 19,
                }
            )
        )
        reviews = self.env["service.quality.review"].with_user(reviewer)
        reviews = reviews.search(sample.action_draw()["domain"], order="id")
        lot = random.Random(19)
        for review in reviews[:-LEFT]:
            level, note = lot.choice(NOTES)
            for line in review.score_ids:
                line.score = str(min(5, max(1, level + lot.choice((-1, 0, 0, 1)))))
            review.comment = note
            review.action_done()
