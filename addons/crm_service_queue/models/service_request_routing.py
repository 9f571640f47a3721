# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

from ..routing import Case, first_match

#: A change of these may tell where a request belongs.
TELLING = {"kind", "category_id", "partner_id", "product_id", "tier_id", "place_id"}


def _get_path(record):
    """Return the ids of a record of a tree and of all above it."""
    return frozenset(int(id_) for id_ in (record.parent_path or "").split("/") if id_)


class ServiceRequest(models.Model):
    """Where a request goes: by the first rule, by its category, by the company's setting."""

    _inherit = "service.request"

    skill_ids = fields.Many2many(
        "service.skill",
        string="Further skills needed",
        help="Beside those of its category.",
    )

    def write(self, vals):
        """Send on what lay in no queue, once more is known of it."""
        result = super().write(vals)
        if TELLING & vals.keys() and "queue_id" not in vals:
            # As at the beginning: rules count as they are, whoever says what it is about.
            lost = self.sudo().filtered(lambda request: not request.queue_id and request.is_open)
            if lost:
                lost._route()
                lost._retarget()
                lost.filtered("queue_id")._unstrand()
                lost._offer()
        return result

    def _route(self):
        """Put requests without a queue where the rules say; note in the event which one did.

        In a number of queries that does not grow with the requests.
        """
        result = super()._route()
        # Rules, people and queues count as they are, whoever wrote the request down.
        waiting = self.sudo().filtered(lambda request: not request.queue_id)
        if waiting:
            waiting._put_into(waiting._find_queues())
        return result

    def _find_queues(self):
        """Return where each of these requests goes.

        :return: dict of request: (queue or an empty one, rule or an empty one)
        """
        rules = self.env["service.routing.rule"].search(
            [("company_id", "in", self.company_id.ids), ("queue_id.active", "=", True)]
        )
        table = rules._get_table()
        # Whose numbers nobody asks for are not looked up.
        numbers = (
            self.partner_id._get_allocation_numbers()
            if any(rule.holds_number for rule in table)
            else {}
        )
        found = {}
        for request in self:
            match = first_match(table, request._to_case(numbers))
            rule = rules.browse(match.key) if match else rules.browse()
            found[request] = (rule.queue_id or request._get_fallback_queue(), rule)
        return found

    def _to_case(self, numbers):
        partner = self.partner_id
        return Case(
            company=self.company_id.id,
            channel=self.channel,
            kind=self.kind,
            tier=self.tier_id.id,
            place=self.place_id.id,
            country=(partner.country_id or partner.commercial_partner_id.country_id).id,
            region=(partner.state_id or partner.commercial_partner_id.state_id).id,
            products=frozenset(self.product_id.ids),
            product_categories=_get_path(self.product_id.categ_id),
            categories=_get_path(self.category_id),
            numbers=tuple(numbers.get(partner.id, ())),
        )

    def _get_fallback_queue(self):
        """Return the queue of the category, else the one mail came to, else the company's."""
        company = self.company_id
        # A category of every company may name a queue of another one.
        queue = self.category_id._get_default_queue() if self.category_id else self.queue_id
        if queue.company_id != company or not queue.active:
            queue = self.env["service.queue"].browse(self.env.context.get("service_mail_queue"))
        return queue or company.service_default_queue_id

    def _put_into(self, found):
        """Write queues, priorities and agents: one write for all that get the same."""
        groups = {}
        for request, (queue, rule) in found.items():
            if queue:
                priority = max(request.priority, rule.priority or "0")
                key = (queue, priority, rule)
                groups[key] = groups.get(key, self.browse()) | request
        # The clocks are not started yet, or started anew by whoever calls.
        for (queue, priority, rule), requests in groups.items():
            # The log of events tells of it; a note in each chatter would say it again.
            quiet = requests.with_context(
                service_clocks_later=True, service_rule=rule.name, mail_notrack=True
            )
            vals = {"queue_id": queue.id}
            if any(request.priority != priority for request in requests):
                vals["priority"] = priority
            if rule.skill_ids:
                vals["skill_ids"] = [(4, skill.id) for skill in rule.skill_ids]
            # Nobody follows or is told because of a queue.
            quiet.with_context(tracking_disable=True).write(vals)
            if rule.user_id.active:
                quiet.filtered(lambda r: not r.user_id).write({"user_id": rule.user_id.id})

    def _log_event(self, kind, at=None, **facts):
        """Say in the event which rule put a request into its queue."""
        rule = self.env.context.get("service_rule")
        if rule and kind == "queue":
            facts.setdefault("note", self.env._("By the rule %(rule)s", rule=rule))
        return super()._log_event(kind, at=at, **facts)
