# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models

from .service_request import PRIORITIES

REPEAT = "crm_service_queue.mail_activity_type_repeat"
HIGHEST = PRIORITIES[-1][0]
#: A change of these may show that it was said before.
TELLING = {"kind", "category_id", "partner_id"}


class ServiceRequest(models.Model):
    """Who complains of the same thing again is heard sooner, and by somebody higher."""

    _inherit = "service.request"

    repeat_count = fields.Integer("Said again", compute="_compute_repeat_count")

    @api.depends("repeat_ids")
    def _compute_repeat_count(self):
        groups = self._read_group([("repeat_of_id", "in", self.ids)], ["repeat_of_id"], ["__count"])
        counts = {first.id: count for first, count in groups}
        for request in self:
            request.repeat_count = counts.get(request.id, 0)

    def write(self, vals):
        result = super().write(vals)
        if TELLING & vals.keys():
            # What came by mail is a complaint of something once an agent says so.
            self._link_repeats()
        return result

    def _link_repeats(self):
        """Link complaints to the first of the same customer on the same topic.

        The topic is the category, with those above and below it: cold soup is not long waiting,
        though both are of the service. What is linked becomes more urgent by one, and whoever
        supervises it is told, once.
        """
        result = super()._link_repeats()
        # What the customer said to others before counts, though this agent may not read it.
        told = self.sudo().filtered(
            lambda request: (
                request.kind == "complaint"
                and request.category_id
                and request.partner_id
                and not request.repeat_of_id
                and not request.repeat_ids
                and request.company_id.service_repeat_days
            )
        )
        firsts = told._find_firsts() if told else {}
        if firsts:
            told._note_repeats(firsts)
        return result

    def _is_same_topic(self, other):
        """Tell whether one request's category is the other's, or above or below it."""
        mine, theirs = self.category_id.parent_path or "", other.category_id.parent_path or ""
        return bool(mine and theirs) and (mine.startswith(theirs) or theirs.startswith(mine))

    def _find_firsts(self):
        """Return {request: the first of its customer on its topic}, where there is one."""
        days = max(self.company_id.mapped("service_repeat_days"))
        earlier = self.search(
            [
                ("kind", "=", "complaint"),
                ("partner_id", "child_of", self.partner_id.commercial_partner_id.ids),
                ("category_id", "!=", False),
                ("company_id", "in", self.company_id.ids),
                ("state", "!=", "cancelled"),
                ("opened_at", ">=", min(self.mapped("opened_at")) - timedelta(days=days)),
                ("opened_at", "<=", max(self.mapped("opened_at"))),
            ],
            order="opened_at, id",
        )
        by_person = earlier.grouped(lambda r: (r.company_id, r.partner_id.commercial_partner_id))
        firsts = {}
        for request in self:
            since = request.opened_at - timedelta(days=request.company_id.service_repeat_days)
            person = (request.company_id, request.partner_id.commercial_partner_id)
            for other in by_person.get(person, ()):
                if (other.opened_at, other.id) >= (request.opened_at, request.id):
                    break
                if other.opened_at >= since and request._is_same_topic(other):
                    firsts[request] = other.repeat_of_id or firsts.get(other) or other
                    break
        return firsts

    def _note_repeats(self, firsts):
        """Write what follows from having been said before."""
        by_first, by_priority = {}, {}
        for request, first in firsts.items():
            by_first[first] = by_first.get(first, self.browse()) | request
            raised = str(min(int(request.priority) + 1, int(HIGHEST)))
            if raised != request.priority:
                by_priority[raised] = by_priority.get(raised, self.browse()) | request
        for first, requests in by_first.items():
            requests.write({"repeat_of_id": first.id})
        for priority, requests in by_priority.items():
            requests.write({"priority": priority})
        linked = self.browse().union(*firsts)
        linked._log_event("repeat", new_value=lambda request: request.repeat_of_id.number)
        linked._warn_of_repeats()

    def _warn_of_repeats(self):
        """Put the complaints among the activities of who supervises them."""
        for supervisor, requests in self.grouped("supervisor_id").items():
            if not supervisor.active:
                continue
            theirs = requests.with_context(lang=supervisor.lang)
            for first, again in theirs.grouped("repeat_of_id").items():
                again.activity_schedule(
                    REPEAT,
                    summary=theirs.env._(
                        "Complained of this before: %(request)s", request=first.display_name
                    ),
                    user_id=supervisor.id,
                )
