# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import csv
import random
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import file_open

ADDON = "crm_service_queue"
PLAN = "crm_service_queue/demo/plan/requests.csv"
#: So many requests, over so many days; so many of these were opened so many minutes ago.
COUNT = 300
DAYS = 364
FRESH = 36
AGES = (5, 5, 15, 15, 30, 30, 60, 60, 100, 200, 400, 900, 2000)
CHANNELS = ("phone", "phone", "phone", "email", "email", "portal", "desk", "chat", "letter")


class ServiceDemo(models.AbstractModel):
    """Gives the demo a year of requests, each by the steps that staff take.

    Only demo files call it. What is drawn by lot is the same on every machine.
    """

    _name = "service.demo"
    _description = "Service Demo Builder"

    @api.model
    def _ref(self, name):
        return self.env.ref(name if "." in name else f"{ADDON}.{name}")

    @api.model
    def _build(self):
        """Make the requests, and what other files add. Done once, it does nothing."""
        company = self._ref("demo_queue_hotline").company_id
        Request = self.env["service.request"].with_context(active_test=False)
        if Request.search_count([("company_id", "=", company.id)], limit=1):
            return
        with file_open(PLAN) as source:
            plan = list(csv.DictReader(source))
        lot = random.Random(19)
        people = self._find_people()
        now = fields.Datetime.now().replace(microsecond=0)
        start = now - timedelta(days=DAYS)
        for number in range(COUNT):
            row = plan[(number * 7 + lot.randrange(3)) % len(plan)]
            # Denser towards today, as in a house that has just begun to write things down.
            opened = start + timedelta(
                days=DAYS * (number / (COUNT - FRESH)) ** 0.7, minutes=lot.randrange(600) - 620
            )
            fresh = number >= COUNT - FRESH
            if fresh:
                opened = now - timedelta(minutes=lot.choice(AGES) + lot.randrange(20))
            request = self._open(row, people[lot.randrange(len(people))], opened, lot)
            # Of the last days most is still under way.
            self._serve(request, row, opened, lot, steps=lot.randrange(3) if fresh else None)
        # Written down without tracking; what is open now goes on as it does in a house.
        self.env["service.request"].search([("is_open", "=", True)])._have_agents_follow()
        self._add()

    @api.model
    def _add(self):
        """Add what belongs to the requests; files of other topics extend it."""
        self._build_work()
        self._build_knowledge()

    @api.model
    def _find_people(self):
        """Return the people of the customers' demo who write and call."""
        ids = (
            self.env["ir.model.data"]
            .search(
                [
                    ("module", "=", "crm_customer_profile"),
                    ("model", "=", "res.partner"),
                    ("name", "=like", "demo_%"),
                ],
                order="name",
            )
            .mapped("res_id")
        )
        return (
            self.env["res.partner"]
            .browse(ids)
            .filtered(lambda p: p.is_customer and not p.is_company and p.type == "contact")
        )

    def _at(self, moment):
        """Return the model of requests, acting at a moment without letters to anybody."""
        return self.env["service.request"].with_context(
            service_moment=moment, tracking_disable=True, mail_notrack=True, service_silent=True
        )

    def _open(self, row, partner, opened, lot):
        return self._at(opened).create(
            {
                "name": row["subject"],
                "description": Markup("<p>%s</p>") % row["words"],
                "kind": row["kind"],
                "partner_id": partner.id,
                "phone": partner.phone,
                "email_from": partner.email,
                "channel": lot.choice(CHANNELS),
                "category_id": self._ref(f"demo_category_{row['category']}").id,
                "priority": str(lot.choice((0, 0, 0, 0, 1, 1, 2))),
                "opened_at": opened,
            }
        )

    def _serve(self, request, row, opened, lot, steps=None):
        """Take a request as far as it has come until now, or so many steps."""
        if steps == 0:
            return
        now = fields.Datetime.now()
        moment = opened + timedelta(minutes=lot.randrange(2, 90))
        if moment > now:
            return
        here = request.with_env(self._at(moment).env)
        if not here.user_id:
            members = request.queue_id.member_ids.user_id.filtered(
                lambda user: user.has_group(f"{ADDON}.group_service_agent")
            )
            here.user_id = lot.choice(members) if members else self._ref("demo_user_hotline")
        # Somebody answers first, then goes and does it; some wait for the customer or others.
        course = [("in_progress", lot.randrange(1, 60))]
        if lot.random() < 0.2:
            course.append(
                (lot.choice(("waiting_customer", "waiting_third")), lot.randrange(30, 900))
            )
            course.append(("in_progress", lot.randrange(60, 2000)))
        course.append(("resolved", int(row["minutes"] or 60) * lot.choice((1, 1, 2, 4))))
        if lot.random() < 0.06:
            course += [
                ("in_progress", lot.randrange(60, 4000)),
                ("resolved", lot.randrange(60, 900)),
            ]
        if row["kind"] != "complaint":
            course.append(("closed", lot.randrange(1440, 4000)))
        for state, minutes in course[:steps]:
            moment += timedelta(minutes=minutes)
            if moment > now:
                return
            here = request.with_env(self._at(moment).env)
            if state == "resolved":
                cause = row["cause"] and self._ref(f"root_cause_{row['cause']}")
                here.write({"resolution": row["answer"], "root_cause_id": cause and cause.id})
            if state == "in_progress" and not request.first_response_at:
                here._note_reply(moment)
            here._move(state, at=moment)
        self._hear(request, moment, lot)

    def _hear(self, request, moment, lot):
        """Ask what the customer thinks of it: by a call after a complaint, by the mail's link."""
        now = fields.Datetime.now()
        moment += timedelta(minutes=lot.randrange(600, 3000))
        if moment > now:
            return
        env = self._at(moment).env
        if lot.random() < 0.4:
            bad = request.reopen_count or request.sla_breached
            rate = lot.choice((1, 2, 3, 4) if bad else (3, 4, 5, 5, 5))
            token = request._rating_get_access_token()
            request.with_env(env).rating_apply(rate, token=token)
        calls = request.callback_ids.filtered(lambda call: call.state == "due")
        if calls and lot.random() < 0.2:
            calls.with_env(env).action_not_reached()
        calls.with_env(env).action_satisfied()

    @api.model
    def _bring(self, request, state, opened, agent):
        """Bring one request by the usual steps into a state; for small demos of other addons.

        :param state: a key of the field's selection
        :param agent: who serves it
        """
        course = {
            "new": (),
            "assigned": (),
            "in_progress": ("in_progress",),
            "waiting_third": ("in_progress", "waiting_third"),
            "resolved": ("in_progress", "resolved"),
            "closed": ("in_progress", "resolved", "closed"),
        }[state]
        if state == "new":
            return
        moment = opened + timedelta(minutes=20)
        request.with_env(self._at(moment).env).user_id = agent
        for step in course:
            moment += timedelta(minutes=15)
            here = request.with_env(self._at(moment).env)
            if step == "closed":
                # A complaint is closed by the customer who is content.
                here.callback_ids.filtered(lambda call: call.state == "due").action_satisfied()
            if request.state != step:
                here._move(step, at=moment)
