# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.fields import Domain

from ..sla.log import NOT_REACHED


class ServiceReport(models.Model):
    """The definition of each figure, in words and as what is counted."""

    _inherit = "service.report"

    @api.model
    def _get_parts(self, since, until, queue):
        """Return {figure: label, definition, domain of some and of all, and what is averaged}."""
        resolved = self._get_resolved(since, until, queue)
        answered = self._within("first_response_at", since, until) & queue
        due = self._within("deadline", since, until) & Domain("state", "in", ("met", "breached"))
        if queue != Domain.TRUE:
            due &= Domain("request_id", "any", queue)
        asked = resolved & Domain("rating_ids", "!=", False)
        answers = [("consumed", "=", True)]
        rated = resolved & Domain("rating_ids", "any", answers)
        complaints = resolved & Domain("kind", "=", "complaint")
        called = [("type", "=", "call"), ("new_value", "not in", NOT_REACHED)]
        return {
            "first_response": {
                "label": self.env._("First response time"),
                "help": self.env._(
                    "From opened to the first public answer of staff, in working time of the"
                    " queue; mean of the requests first answered in the period."
                ),
                "average": "first_response_seconds",
                "all": answered,
                "some": answered,
            },
            "resolution": {
                "label": self.env._("Resolution time"),
                "help": self.env._(
                    "From opened to last resolved, in working time of the queue, less the time it"
                    " waited for the customer or others; mean of the requests first resolved in"
                    " the period and not open again."
                ),
                "average": "resolution_seconds",
                "all": resolved & Domain("is_open", "=", False),
                "some": resolved & Domain("is_open", "=", False),
            },
            "sla": {
                "label": self.env._("Promises kept"),
                "help": self.env._(
                    "Kept of kept and broken promises that were due in the period; running and"
                    " dropped ones are not counted."
                ),
                "model": "service.request.sla",
                "all": due,
                "some": due & Domain("state", "=", "met"),
            },
            "reopen": {
                "label": self.env._("Reopen rate"),
                "help": self.env._(
                    "Of the requests first resolved in the period those reopened within 14 days"
                    " of being resolved."
                ),
                "all": resolved,
                "some": resolved & Domain("reopened_soon", "=", True),
            },
            "at_once": {
                "label": self.env._("Settled at first contact"),
                "help": self.env._(
                    "Of the requests first resolved in the period those never given to another"
                    " agent, never reopened, with one public answer of staff."
                ),
                "all": resolved,
                "some": resolved
                & Domain("reassign_count", "=", 0)
                & Domain("reopen_count", "=", 0)
                & Domain("reply_count", "=", 1),
            },
            "csat": {
                "label": self.env._("Satisfied"),
                "help": self.env._(
                    "Of the rated requests first resolved in the period those with 4 or 5 of 5"
                    " stars."
                ),
                "all": rated,
                "some": resolved & Domain("rating_ids", "any", [*answers, ("rating", ">=", 4)]),
            },
            "response_rate": {
                "label": self.env._("Answered the survey"),
                "help": self.env._(
                    "Of the requests first resolved in the period whose customer was asked."
                ),
                "all": asked,
                "some": rated,
            },
            "callback": {
                "label": self.env._("Called back"),
                "help": self.env._(
                    "Of the complaints first resolved in the period those whose customer was"
                    " reached by a call afterwards."
                ),
                "all": complaints,
                "some": complaints & Domain("event_ids", "any", called),
            },
            "root_cause": {
                "label": self.env._("Root cause known"),
                "help": self.env._("Of the complaints first resolved in the period."),
                "all": complaints,
                "some": complaints & Domain("root_cause_id", "!=", False),
            },
        }
