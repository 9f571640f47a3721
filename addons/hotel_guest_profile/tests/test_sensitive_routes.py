# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import contextlib
import json
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.crm_customer_profile.models.identity_secrets import get_vault

from .common import ROLES
from .desk_common import ID_CARD, KEY, DeskCommon

HEALTH = "penicillin sends him to hospital"
REASON = "Broke a mirror in May"
#: As a number, and as a person reads it.
MONEY = ("123457", "123,457")
#: Who may see what; of a document number nobody sees more than the end.
KEEPERS = {"guest_relations", "manager"}
MAY_SEE = {
    "number": set(),
    "health": KEEPERS | {"laundry"},  # it is the department that must act
    "reason": KEEPERS,
    "money": ROLES.keys() - {"housekeeping", "laundry", "kitchen"},
}
MARKS = {"number": (ID_CARD[:-4],), "health": (HEALTH,), "reason": (REASON,), "money": MONEY}


@tagged("post_install", "-at_install")
class TestSensitiveRoutes(HttpCase, DeskCommon):
    """Documents, health, reasons and money, by every way there is, for every role of the hotel."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            **cls.staff,
            "internal": new_test_user(cls.env, "plain", groups="base.group_user"),
            "portal": new_test_user(cls.env, "stranger", groups="base.group_portal"),
        }
        allow_export = cls.env.ref("base.group_allow_export")
        for login, user in cls.users.items():
            if login != "portal":
                user.group_ids += allow_export
        cls.preference = cls.env["customer.preference"].create(
            {
                "partner_id": cls.ding.id,
                "topic_id": cls.env.ref("crm_customer_profile.topic_medicine").id,
                "attitude": "allergy",
                "note": HEALTH,
                "department_id": cls.env.ref("crm_customer_profile.department_laundry").id,
            }
        )
        cls.past = cls._make_stay(start=-30, nights=2, state="checked_out", room_revenue=123457)
        cls.stay = cls._make_stay(nights=3, room_id=cls.room_2102.id)
        cls.next = cls._make_stay(start=30, nights=3, room_id=cls.room_2102.id)
        cls.stay._set_state("in_house")
        cls.env.cr.flush()  # of what is new in a transaction nothing is tracked
        told = cls.ding.with_context(tracking_disable=False).with_user(cls.guest_relations)
        told.write({"guest_status": "restricted", "guest_status_reason": REASON})
        cls.env.cr.flush()
        cls.document = cls.ding.customer_identity_ids
        cls.assertTrue(cls.stay.trace_ids.preference_id, "a trace is among the routes")

    def _ways(self, env):
        """Yield (name, call) of everything a client may ask; the answers are looked through."""
        Partner, ding = env["res.partner"], self.ding.with_env(env)
        Stay, stay, past = env["hotel.stay"], self.stay.with_env(env), self.past.with_env(env)
        Trace, Stat = env["hotel.trace"], env["hotel.guest.stat"]
        Preference, desk = env["customer.preference"], env["hotel.desk"]
        mine = [("id", "=", ding.id)]
        deep = {
            "guest_status_reason": {},
            "preference_ids": {"fields": {"note": {}, "display_name": {}}},
            "customer_identity_ids": {"fields": {"number": {}, "display_name": {}}},
            "hotel_stay_ids": {"fields": {"total_revenue": {}}},
            "hotel_stat_ids": {"fields": {"total_revenue": {}}},
        }
        for name in deep:
            part = {name: deep[name]}
            yield f"web_read {name}", lambda part=part: ding.web_read(part)
            yield f"web_search_read {name}", lambda part=part: Partner.web_search_read(mine, part)
            yield f"read {name}", lambda name=name: ding.read([name])
        for path in (
            "guest_status_reason",
            "preference_ids/note",
            "customer_identity_ids/number",
            "hotel_stay_ids/total_revenue",
            "hotel_stat_ids/total_revenue",
        ):
            yield f"export {path}", lambda path=path: ding.export_data([path])
        yield "export of a stay", lambda: past.export_data(["partner_id/guest_status_reason"])
        yield "export of its revenue", lambda: past.export_data(["total_revenue"])
        yield "read all", lambda: ding.read()
        yield "read stays", lambda: (stay | past).read()
        yield (
            "web_read a stay",
            lambda: past.web_read(
                {"total_revenue": {}, "partner_id": {"fields": {"guest_status_reason": {}}}}
            ),
        )
        yield "name_search", lambda: Preference.name_search(HEALTH)
        yield "name_search traces", lambda: Trace.name_search("ding")
        yield "search preferences", lambda: Preference.search_read([], ["note", "display_name"])
        yield "group preferences", lambda: Preference.formatted_read_group([], ["note"], [])
        yield "panel", lambda: Preference.search_panel_select_range("topic_id")
        yield "traces", lambda: Trace.search_read([], ["text", "display_name"])
        yield (
            "group traces",
            lambda: Trace.web_read_group(
                [], ["department_id"], [], auto_unfold=True, unfold_read_specification={"text": {}}
            ),
        )
        yield (
            "group reasons",
            lambda: Partner.formatted_read_group(mine, ["guest_status_reason"], ["__count"]),
        )
        yield (
            "sum of stays",
            lambda: Stay.formatted_read_group([("id", "=", past.id)], [], ["total_revenue:sum"]),
        )
        yield (
            "groups of stays",
            lambda: Stay.web_read_group(
                [("id", "=", past.id)], ["state"], ["total_revenue:sum", "adr:avg"]
            ),
        )
        yield "numbers", lambda: Stat.search_read([("partner_id", "=", ding.id)], [])
        yield "desk day", lambda: desk.get_day(self.hotel.id)
        yield "desk search", lambda: desk.search_guests(ID_CARD, self.hotel.id)
        yield "desk card", lambda: desk.get_guest(ding.id, self.hotel.id)
        yield "desk check-in", lambda: desk.prepare_check_in(self.next.id)
        yield "desk check-out", lambda: desk.prepare_check_out(stay.id)
        yield "card", lambda: env["customer.desk"].get_card(ding.id)
        yield (
            "timeline",
            lambda: env["customer.timeline"].search_read([("partner_id", "=", ding.id)], []),
        )
        yield (
            "messages",
            lambda: env["mail.message"].search_read(
                [("model", "in", ("res.partner", "hotel.stay"))], ["body", "preview"]
            ),
        )
        yield "log of reads", lambda: env["customer.identity.read"].search_read([], [])

    def test_nothing_is_told_to_whom_it_does_not_concern(self):
        told_by = {secret: set() for secret in MARKS}
        for login, user in self.users.items():
            for way, call in self._ways(self.env(user=user)):
                self.env.invalidate_all()
                try:
                    answer = json.dumps(call(), default=str, ensure_ascii=False)
                except (AccessError, UserError) as refused:
                    answer = str(refused)
                for secret, marks in MARKS.items():
                    if any(mark in answer for mark in marks):
                        told_by[secret].add(way)
                        with self.subTest(login=login, way=way, secret=secret):
                            self.assertIn(login, MAY_SEE[secret])
        # Were the ways to lead nowhere, nothing would have been tried.
        self.assertFalse(told_by["number"])
        for secret, least in (("health", 8), ("reason", 8), ("money", 9)):
            self.assertGreaterEqual(len(told_by[secret]), least, told_by[secret])

    def test_hidden_fields_cannot_be_asked_about(self):
        hidden = (
            ("reason", "res.partner", "guest_status_reason", self.ding, "Broke"),
            ("money", "hotel.stay", "total_revenue", self.past, 123457),
            ("money", "hotel.guest.stat", "total_revenue", None, 123457),
            ("money", "hotel.stay", "adr", self.past, 1),
        )
        for secret, model, name, record, value in hidden:
            for login, user in self.users.items():
                if login in MAY_SEE[secret]:
                    continue
                Model = self.env[model].with_user(user)
                record = (record or Model.sudo().search([], limit=1)).with_user(user)
                operator = "ilike" if isinstance(value, str) else ">="
                for asked in (
                    lambda m=Model, n=name, o=operator, v=value: m.search([(n, o, v)]),
                    lambda m=Model, n=name: m.search([], order=f"{n} desc"),
                    lambda m=Model, n=name: m.formatted_read_group([], [n], ["__count"]),
                    lambda m=Model, n=name: m.formatted_read_group([], [], [f"{n}:max"]),
                    lambda m=Model, n=name: m.formatted_read_group([], [], [f"{n}:array_agg"]),
                    lambda r=record, n=name: r.read([n]),
                    lambda r=record, n=name: r.mapped(n),
                    lambda r=record, n=name: r.export_data([n]),
                    lambda r=record, n=name, v=value: r.write({n: v}),
                ):
                    with self.subTest(login=login, model=model, name=name):
                        self.env.invalidate_all()
                        with self.assertRaises(UserError):
                            asked()

    def test_health_cannot_be_searched_for(self):
        for login, user in self.users.items():
            if login in KEEPERS:
                continue
            env = self.env(user=user)
            for model, domain in (
                ("customer.preference", [("note", "ilike", "penicillin")]),
                ("res.partner", [("preference_ids.note", "ilike", "penicillin")]),
                ("hotel.stay", [("partner_id.preference_ids.note", "ilike", "penicillin")]),
                ("hotel.trace", [("preference_id.note", "ilike", "penicillin")]),
                ("customer.topic", [("preference_ids.note", "ilike", "penicillin")]),
            ):
                # An AccessError refuses it altogether.
                with self.subTest(login=login, model=model), contextlib.suppress(AccessError):
                    self.assertFalse(env[model].search(domain))
        found = self.env["hotel.stay"].with_user(self.guest_relations)
        asked = [("partner_id.preference_ids.note", "ilike", "penicillin")]
        self.assertIn(self.stay, found.search(asked), "the search finds where one may look")

    def _headers(self, user):
        keys = self.env["res.users.apikeys"].with_user(user)
        key = keys._generate("rpc", "test", fields.Datetime.now() + timedelta(hours=1))
        return {"Authorization": f"Bearer {key}"}

    @mute_logger("odoo.http")
    def test_by_json_2(self):
        partner, stay = {"ids": self.ding.ids}, {"ids": self.past.ids}
        calls = (
            ("reason", "res.partner/read", {**partner, "fields": ["guest_status_reason"]}),
            ("money", "hotel.stay/read", {**stay, "fields": ["total_revenue"]}),
            ("money", "hotel.stay/export_data", {**stay, "fields_to_export": ["total_revenue"]}),
            (
                "money",
                "hotel.stay/formatted_read_group",
                {"domain": [], "groupby": [], "aggregates": ["total_revenue:max"]},
            ),
            (
                "health",
                "customer.preference/search_read",
                {"domain": [["partner_id", "=", self.ding.id]], "fields": ["note"]},
            ),
            ("health", "hotel.trace/search_read", {"domain": [], "fields": ["text"]}),
            ("number", "hotel.desk/search_guests", {"text": ID_CARD}),
            ("number", "customer.identity/read", {"ids": self.document.ids, "fields": ["number"]}),
        )
        self.env.flush_all()
        for login in ("reception", "reservations", "housekeeping", "kitchen", "manager"):
            headers = self._headers(self.staff[login])
            for secret, path, arguments in calls:
                with self.subTest(login=login, path=path):
                    answer = self.url_open(f"/json/2/{path}", json=arguments, headers=headers)
                    told = any(mark in answer.text for mark in MARKS[secret])
                    self.assertEqual(told, login in MAY_SEE[secret], answer.text[:300])

    @mute_logger("odoo.http")
    def test_by_the_chatter(self):
        for login in ("reception", "housekeeping", "executive"):
            self.authenticate(f"hotel_{login}", f"hotel_{login}")
            answer = self.make_jsonrpc_request(
                "/mail/thread/messages", {"thread_model": "res.partner", "thread_id": self.ding.id}
            )
            with self.subTest(login=login):
                self.assertNotIn(REASON, json.dumps(answer, ensure_ascii=False))
        self.authenticate("hotel_manager", "hotel_manager")
        answer = self.make_jsonrpc_request(
            "/mail/thread/messages", {"thread_model": "res.partner", "thread_id": self.ding.id}
        )
        self.assertIn(REASON, json.dumps(answer, ensure_ascii=False))

    def test_the_key_is_not_in_the_database(self):
        """Neither as it is, nor what is derived from it: a dump opens no document."""
        self.assertTrue(get_vault(self.env))
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb')"
            " AND table_name IN (SELECT relname FROM pg_class WHERE relkind = 'r')"
        )
        for table, column in self.env.cr.fetchall():
            self.env.cr.execute(
                SQL(
                    "SELECT 1 FROM %(table)s WHERE %(column)s::text LIKE ANY(%(marks)s) LIMIT 1",
                    table=SQL.identifier(table),
                    column=SQL.identifier(column),
                    marks=[f"%{KEY}%", f"%{ID_CARD[:-4]}%"],
                )
            )
            self.assertFalse(self.env.cr.fetchall(), (table, column))
