# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import random
from collections import Counter, defaultdict
from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .sla_common import SlaCommon

START = datetime(2026, 3, 2, 8)
SINCE, UNTIL = datetime(2026, 3, 5), datetime(2026, 3, 21)
WAITING = ("waiting_customer", "waiting_third")


def work(start, end):
    """Minutes of work between two moments, nine to five from Monday to Friday, one by one."""
    minutes, moment = 0, start
    while moment < end:
        minutes += moment.weekday() < 5 and 9 <= moment.hour < 17
        moment += timedelta(minutes=1)
    return minutes


class FiguresCommon(SlaCommon):
    """Forty requests took a course by lot."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["service.escalation.rule"].search([]).active = False
        cls.queue.calendar_id = cls._make_calendar((9, 17))
        cls.reasons = cls.env["service.delay.reason"].search([], limit=2)
        rng = random.Random(20260302)
        cls.requests = cls.env["service.request"]
        for _index in range(40):
            cls.requests |= cls._live(rng)
        cls.env.flush_all()

    @classmethod
    def _live(cls, rng):
        """Let a request take a course by lot."""
        at = START + timedelta(minutes=rng.randrange(14 * 24 * 60))
        at = at.replace(second=0)

        def later(most=900):
            nonlocal at
            at += timedelta(minutes=rng.randrange(1, most))
            return request.with_context(service_moment=at)

        request = (
            cls.env["service.request"]
            .with_context(service_moment=at)
            .create(
                {
                    "name": "x",
                    "queue_id": cls.queue.id,
                    "kind": rng.choice(["complaint", "request", "question"]),
                    "opened_at": at,
                    "partner_id": cls.member.id,
                }
            )
        )
        later(60).user_id = rng.choice([cls.agent, cls.colleague])
        if rng.random() < 0.2:
            later().user_id = rng.choice([cls.supervisor, cls.dispatcher])
        for _reply in range(rng.choice([0, 1, 1, 2])):
            later(200).with_user(cls.agent).sudo()._note_reply(at)
        if rng.random() < 0.5:
            later()._move(rng.choice(WAITING))
            if rng.random() < 0.7:
                later(3000)._move("in_progress")
        if rng.random() < 0.15:
            return request.with_env(cls.env)
        later()._move("resolved")
        if rng.random() < 0.4:
            later()._log_event("call", new_value=rng.choice(["satisfied", "not_reached"]))
        if rng.random() < 0.3:
            later(40_000).action_reopen()
            if rng.random() < 0.7:
                later()._move("resolved")
        if request.sla_breached and rng.random() < 0.6:
            request.delay_reason_id = rng.choice(cls.reasons)
        if rng.random() < 0.6:
            cls.env["rating.rating"].create(
                {
                    "res_model_id": cls.env["ir.model"]._get_id("service.request"),
                    "res_id": request.id,
                    "rating": rng.randrange(1, 6),
                    "consumed": rng.random() < 0.7,
                    "partner_id": cls.member.id,
                }
            )
        return request.with_env(cls.env)


@tagged("post_install", "-at_install")
class TestFigures(FiguresCommon):
    """A spreadsheet analyst gets the numbers of the screen from the raw rows."""

    # ------------------------------------------------------------------
    # The analyst: rows of the export, and plain Python
    # ------------------------------------------------------------------

    def _export(self):
        """Return the rows of each request as a spreadsheet gets them."""
        sheets = []
        events = defaultdict(list)
        for event in self.env["service.event"].search(
            [("request_id", "in", self.requests.ids)], order="at, id"
        ):
            events[event.request_id.id].append(
                (event.at, event.type, event.state_from, event.state_to, event.new_value)
            )
        for request in self.requests:
            ratings = [(r.rating, r.consumed) for r in request.sudo().rating_ids]
            sheets.append((request, events[request.id], ratings))
        return sheets

    def _analyse(self):
        """Return {figure: (some, all)} or {figure: (seconds, how many)} from the rows."""
        sums = defaultdict(lambda: [0, 0])
        agents, reasons = Counter(), Counter()

        def add(name, some, whole=1):
            sums[name][0] += some
            sums[name][1] += whole

        for request, rows, ratings in self._export():
            opened = next(at for at, kind, *_rest in rows if kind == "open")
            replies = [at for at, kind, *_rest in rows if kind == "reply"]
            resolved = [at for at, _k, _f, to, _v in rows if to == "resolved"]
            reopened = [at for at, kind, *_rest in rows if kind == "reopen"]
            if replies and SINCE <= replies[0] < UNTIL:
                add("first_response", work(opened, replies[0]) * 60)
            self._analyse_promises(add, rows, opened, replies)
            if not resolved or not SINCE <= resolved[0] < UNTIL:
                continue
            if not rows_open(rows):
                waited = sum(work(start, end) for start, end in rows_waiting(rows, resolved[-1]))
                add("resolution", (work(opened, resolved[-1]) - waited) * 60)
            soon = any(
                timedelta() <= back - done <= timedelta(days=14)
                for back in reopened
                for done in [max(at for at in resolved if at <= back)]
            )
            add("reopen", soon)
            given = sum(kind == "assign" for _at, kind, *_rest in rows)
            add("at_once", given == 1 and not reopened and len(replies) == 1)
            if ratings:
                add("response_rate", ratings[0][1])
                if ratings[0][1]:
                    add("csat", ratings[0][0] >= 4)
            if request.kind == "complaint":
                reached = [v for _at, k, _f, _t, v in rows if k == "call" and v == "satisfied"]
                add("callback", bool(reached))
                add("root_cause", bool(request.root_cause_id))
            agents[request.user_id.name, request.kind == "complaint"] += 1
            if any(kind == "breach" for _at, kind, *_rest in rows):
                reasons[request.delay_reason_id.name or "No reason given"] += 1
        return sums, agents, reasons

    @staticmethod
    def _analyse_promises(add, rows, opened, replies):
        """Count the promises that came due: an answer in one hour, a resolution in four."""
        settled = [at for at, _k, _f, to, _v in rows if to in ("resolved", "cancelled")]
        due = due_after(rows, opened, 60, waits=False)
        answered = replies[0] if replies else None
        if answered and (not settled or answered <= settled[0]):
            if SINCE <= due < UNTIL:
                add("sla", answered <= due)
        elif (settled[0] if settled else datetime.max) > due and SINCE <= due < UNTIL:
            add("sla", 0)
        starts = [opened, *(at for at, kind, *_rest in rows if kind == "reopen")]
        for index, start in enumerate(starts):
            until = starts[index + 1] if index + 1 < len(starts) else datetime.max
            mine = [row for row in rows if start <= row[0] < until]
            due = due_after(mine, start, 240, waits=True)
            done = [at for at, _k, _f, to, _v in mine if to == "resolved"]
            if due and SINCE <= due < UNTIL:
                # One that is neither done nor late by the last look is still running.
                looked = max([at for at, kind, *_rest in mine if kind == "breach"], default=None)
                if done:
                    add("sla", done[0] <= due)
                elif looked:
                    add("sla", 0)

    def test_the_analyst_gets_the_same(self):
        self.requests._sync_clocks(datetime(2026, 6, 1))
        report = (
            self.env["service.report"]
            .with_user(self.manager)
            .get_figures(SINCE.date(), UNTIL.date() - timedelta(days=1), self.queue.id)
        )
        sums, agents, reasons = self._analyse()
        self.assertEqual(len(report["figures"]), 9)
        for figure in report["figures"]:
            some, whole = sums[figure["key"]]
            with self.subTest(figure["key"]):
                self.assertTrue(figure["help"])
                self.assertEqual(figure["all"], whole)
                self.assertGreater(whole, 3)
                if figure["unit"] == "seconds":
                    self.assertEqual(figure["value"], round(some / whole))
                else:
                    self.assertEqual(figure["some"], some)
                    self.assertAlmostEqual(figure["value"], some / whole)
        self.assertEqual({line["label"]: line["count"] for line in report["reasons"]}, reasons)
        self.assertIn("No reason given", reasons)
        for line in report["agents"]:
            name = line["label"]
            self.assertEqual(line["count"], agents[name, True])
            self.assertEqual(line["all"], agents[name, True] + agents[name, False])

    def test_ages_by_working_time(self):
        report = self.env["service.report"].with_user(self.manager)
        ages = report.get_figures("2026-03-01", "2026-03-31", self.queue.id)["ages"]
        is_open = self.requests.filtered("is_open")
        self.assertEqual(sum(line["count"] for line in ages), len(is_open))
        now = datetime(2026, 3, 17, 12)
        domains = report._get_age_domains(self.queue.id, now)
        expected = Counter()
        for request in is_open.filtered(lambda r: r.opened_at <= now):
            hours = work(request.opened_at, now) / 60
            expected[sum(hours >= edge for edge in (4, 24, 72, 168))] += 1
        found = Counter()
        for key, domain in enumerate(domains):
            mine = self.requests.search(domain).filtered(lambda r: r.opened_at <= now)
            found[key] = len(mine & self.requests)
        self.assertEqual(+found, expected)

    def test_each_number_opens_its_list(self):
        report = self.env["service.report"].with_user(self.supervisor)
        period = ("2026-03-01", "2026-03-31", False)
        figures = report.get_figures(*period)
        for figure in figures["figures"]:
            for part in ("some", "all"):
                action = report.get_figures_action(figure["key"], part, *period)
                Model = self.env[action["res_model"]].with_user(self.supervisor)
                with self.subTest(figure=figure["key"], part=part):
                    self.assertEqual(Model.search_count(action["domain"]), figure[part])
        for table in ("ages", "reasons", "agents"):
            for line in figures[table]:
                action = report.get_table_action(table, line["key"], *period, figures["moment"])
                found = self.requests.with_user(self.supervisor).search_count(action["domain"])
                self.assertEqual(found, line["count"], (table, line))

    def test_rows_are_seen_by_who_sees_the_request(self):
        secret = self.requests[0]
        secret.confidential = True
        self.env.flush_all()
        Report = self.env["service.report"]
        domain = [("request_id", "in", self.requests.ids)]
        self.assertNotIn(secret.id, Report.with_user(self.reviewer).search(domain).ids)
        self.assertIn(secret.id, Report.with_user(self.supervisor).search(domain).ids)
        self.assertFalse(secret.sla_ids.with_user(self.reviewer)._filtered_access("read"))
        self.assertFalse(secret.sla_ids.with_user(self.dispatcher)._filtered_access("read"))
        with self.assertRaises(AccessError):
            Report.with_user(self.agent).get_figures("2026-03-01", "2026-03-31")

    def test_bad_questions(self):
        Report = self.env["service.report"]
        for period in (("2026-03-31", "2026-03-01"), (False, "2026-03-01")):
            with self.assertRaises(UserError):
                Report.get_figures(*period)
        with self.assertRaises(UserError):
            Report.get_figures_action("nothing", "all", "2026-03-01", "2026-03-31")
        with self.assertRaises(UserError):
            Report.get_table_action("nothing", 1, "2026-03-01", "2026-03-31")

    def test_it_costs_the_same_for_more(self):
        Report = self.env["service.report"].with_user(self.manager)

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            Report.get_figures("2026-01-01", "2026-12-31", self.queue.id)
            return self.cr.sql_log_count - before

        count()
        few = count()
        for _index in range(20):
            self._at(self._ask_at(2, 10, user_id=self.agent.id), 2, 12)._move("resolved")
        self.assertEqual(count(), few)


def rows_open(rows):
    """Say whether the last state of a request is an open one."""
    last = [to for _at, _k, _f, to, _v in rows if to][-1]
    return last not in ("resolved", "verified", "closed", "cancelled")


def rows_waiting(rows, until):
    """Yield the stretches of waiting that ended by a moment."""
    since = None
    for at, _kind, _from, to, _value in rows:
        if not to:
            continue
        if to in WAITING:
            since = since or at
        elif since:
            if at <= until:
                yield since, at
            since = None


def due_after(rows, start, minutes, waits):
    """Return when so many minutes of work will have gone by; None if it waits for ever."""
    moment, waiting = start, False
    moves = [(at, to) for at, _k, _f, to, _v in rows if to and at >= start] if waits else []
    while minutes:
        for at, to in moves:
            if at == moment:
                waiting = to in WAITING
        if waiting and not any(at > moment for at, _to in moves):
            return None
        if moment.weekday() < 5 and 9 <= moment.hour < 17 and not waiting:
            minutes -= 1
        moment += timedelta(minutes=1)
    return moment
