# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

from .service_request import KINDS, PRIORITIES
from .service_sla_target import METRICS

TRIGGERS = [
    ("percent", "So many percent of the promised time have gone by"),
    ("breach", "The promised time has passed"),
    ("after_breach", "So many working minutes after the promised time"),
    ("reopened", "Reopened so many times"),
    ("low_rating", "Rated so many stars or less"),
    ("unassigned", "Nobody has it for so many working minutes"),
]
#: Those about a promise; the others are about the request.
ABOUT_PROMISES = ("percent", "breach", "after_breach")


class RuleValues(NamedTuple):
    """What of a rule says when it fires."""

    id: int
    company: int
    trigger: str
    metric: str
    threshold: int
    queues: frozenset
    kind: str

    def fits(self, request):
        """Say whether its conditions hold for a request."""
        return (
            self.company in (0, request.company_id.id)
            and (not self.queues or request.queue_id.id in self.queues)
            and self.kind in ("", request.kind)
        )


class ServiceEscalationRule(models.Model):
    """When somebody higher up is told, or something else happens; each time only once."""

    _name = "service.escalation.rule"
    _inherit = ["service.remembered"]
    _description = "Escalation Rule"
    _order = "level, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for every company."
    )
    level = fields.Integer(default=1, required=True, help="How far up it goes; 1 is the lowest.")
    trigger = fields.Selection(TRIGGERS, "When", required=True, default="breach")
    threshold = fields.Integer(
        "How many", help="Percent, minutes, times or stars, as the trigger says."
    )
    metric = fields.Selection(METRICS, "Promise", help="Empty: any promise.")
    queue_ids = fields.Many2many("service.queue", string="Queues", help="Empty: in any queue.")
    kind = fields.Selection(KINDS, help="Empty: of any kind.")

    notify_agent = fields.Boolean("Tell the agent")
    notify_supervisor = fields.Boolean("Tell the supervisor", default=True)
    notify_user_ids = fields.Many2many(
        "res.users", string="Tell also", domain=[("share", "=", False)]
    )
    notify_group_id = fields.Many2one("res.groups", "Tell everybody of", ondelete="restrict")
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        "Activity for those told",
        domain=[("res_model", "in", [False, "service.request"])],
        ondelete="restrict",
    )
    template_id = fields.Many2one(
        "mail.template",
        "Letter",
        domain=[("model", "=", "service.request")],
        ondelete="restrict",
        help="Is sent to whom the template says.",
    )
    reassign = fields.Selection(
        [
            ("supervisor", "To the supervisor"),
            ("user", "To somebody"),
            ("queue", "Back into the queue"),
        ],
        "Hand over",
    )
    reassign_user_id = fields.Many2one(
        "res.users", "Hand over to", domain=[("share", "=", False)], ondelete="restrict"
    )
    raise_to = fields.Selection(PRIORITIES, "Priority at least")

    _threshold_positive = models.Constraint(
        "CHECK (trigger = 'breach' OR threshold > 0)",
        "Say how many: percent, minutes, times or stars.",
    )

    @api.constrains("reassign", "reassign_user_id")
    def _check_reassign(self):
        for rule in self:
            if rule.reassign == "user" and not rule.reassign_user_id:
                raise ValidationError(self.env._("Say to whom it is handed over."))

    @api.model
    @ormcache()
    def _get_values(self):
        """Return all rules in use as values, until one of them is changed."""
        return tuple(
            RuleValues(
                rule.id,
                rule.company_id.id or 0,
                rule.trigger,
                (rule.trigger in ABOUT_PROMISES and rule.metric) or "",
                rule.threshold,
                frozenset(rule.queue_ids.ids),
                rule.kind or "",
            )
            for rule in self.sudo().with_context(active_test=True).search([])
        )

    # ------------------------------------------------------------------
    # What it does
    # ------------------------------------------------------------------

    def _act(self, requests):
        """Do what the rule says about requests; runs as the system."""
        self.ensure_one()
        if self.raise_to:
            requests.filtered(lambda r: r.priority < self.raise_to).priority = self.raise_to
        self._hand_over(requests)
        people = self._get_people(requests)
        self._tell(people)
        if self.activity_type_id:
            self._schedule(people)
        if self.template_id:
            self.template_id.send_mail_batch(requests.ids, force_send=False)
        requests._set_facts(
            {
                request.id: {"escalation_level": max(request.escalation_level, self.level)}
                for request in requests
            }
        )

    def _hand_over(self, requests):
        if self.reassign == "user":
            requests.filtered(lambda r: r.user_id != self.reassign_user_id).write(
                {"user_id": self.reassign_user_id.id}
            )
        elif self.reassign == "supervisor":
            for supervisor, mine in requests.grouped("supervisor_id").items():
                if supervisor:
                    mine.filtered(lambda r, s=supervisor: r.user_id != s).user_id = supervisor
        elif self.reassign == "queue":
            requests.filtered("user_id").user_id = False
            requests._offer()

    def _get_people(self, requests):
        """Return {request: users} to tell: those who may see it."""
        always = self.notify_user_ids | self.notify_group_id.all_user_ids
        wanted = defaultdict(requests.browse)
        for request in requests:
            users = always
            if self.notify_agent:
                users |= request.user_id
            if self.notify_supervisor:
                users |= request.supervisor_id
            for user in users:
                if user.active and not user.share and request.company_id in user.company_ids:
                    wanted[user] |= request
        people = defaultdict(self.env["res.users"].browse)
        for user, mine in wanted.items():
            for request in mine.with_user(user)._filtered_access("read"):
                people[request.with_env(requests.env)] |= user
        return people

    def _tell(self, people):
        for request, users in people.items():
            for lang, readers in users.grouped("lang").items():
                mine = request.with_context(lang=lang or self.env.lang)
                rule = self.with_context(lang=lang or self.env.lang)
                mine.message_notify(
                    partner_ids=readers.partner_id.ids,
                    subject=mine.env._(
                        "%(rule)s: %(request)s", rule=rule.name, request=mine.display_name
                    ),
                    body=mine.env._(
                        "%(request)s of %(customer)s needs you: %(rule)s.",
                        request=mine.display_name,
                        customer=mine.partner_id.display_name or mine.contact_name or "?",
                        rule=rule.name,
                    ),
                    force_send=False,
                )

    def _schedule(self, people):
        model_id = self.env["ir.model"]._get_id("service.request")
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": self.activity_type_id.id,
                    "summary": self.with_context(lang=user.lang).name,
                    "user_id": user.id,
                    "res_model_id": model_id,
                    "res_id": request.id,
                    "date_deadline": fields.Date.today(),
                }
                for request, users in people.items()
                for user in users
            ]
        )
