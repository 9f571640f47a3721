# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A club on the addons of yesterday is upgraded to ours: nothing it has is lost or changed."""

import json

import pytest

from launcher import addons, databases
from tests.harness import landed
from tests.harness.product import cloned, install, shell

pytestmark = [pytest.mark.lifecycle, pytest.mark.timeout(900)]

#: What a club cannot make again: every column of every row of these stays as it was.
FACTS = (
    "golf_membership",
    "golf_membership_event",
    "golf_fee_schedule",
    "golf_charge",
    "golf_waiver",
    "golf_deferral",
    "golf_billing_run",
    "golf_leave",
    "golf_membership_change",
    "golf_referral",
    "golf_round",
    "golf_round_hole",
    "golf_handicap_revision",
    "account_move",
    "account_move_line",
    "account_partial_reconcile",
    "account_payment",
    "sale_order",
    "res_partner_grade",
    "customer_preference",
    "customer_relation",
    "customer_identifier",
    "customer_need",
    "customer_contact",
    "customer_handover",
    "customer_state_move",
    "customer_purchase_cycle",
    "customer_segment",
    "customer_segment_member",
    "customer_value",
    "customer_value_snapshot",
    "hotel_property",
    "hotel_room",
    "hotel_stay",
    "hotel_folio_line",
    "hotel_feedback",
    "hotel_trace",
)
#: Addons that the club has not had yet: they are installed beside what it has.
NEW = ("crm_service_queue",)
#: ``table.column`` that a migration since then changes on purpose, and by how much at most, or from
#: what to what; None for whatever it likes, and for a column that is gone on purpose.
CHANGED = {}

# Every stored field that is worked out, again; every rule, on every record.
RECOMPUTE = """
for name in (
    *("golf.charge", "golf.membership", "golf.membership.event", "golf.deferral"),
    *("golf.round", "golf.referral", "golf.guest.visit", "golf.membership.change"),
    *("customer.preference", "customer.relation", "customer.identifier", "customer.contact"),
    *("hotel.stay", "hotel.feedback", "hotel.trace"),
):
    records = env[name].with_context(active_test=False).search([])
    for field in records._fields.values():
        if field.store and field.compute and field.readonly:
            env.add_to_compute(field, records)
    records.flush_recordset()
    records._validate_fields(records._fields)
answer = len(records)
"""
# The night after the upgrade. The daily run opens itself once a day: this one is opened by hand.
NIGHT = """
club = env["res.company"].browse(CLUB)
run = env["golf.billing.run"]._as_club(club)._open(club)
for model, job in (
    ("golf.billing.run", "_cron_bill_memberships"),
    ("golf.membership", "_cron_refresh_states"),
    ("golf.deferral", "_cron_post_deferrals"),
    ("golf.fee.reminder", "_cron_remind"),
):
    getattr(env[model], job)()
env.user.company_id = club
report = env["golf.fee.report"].with_context(allowed_company_ids=club.ids)
day = club._golf_today()
told = report.get_report(str(day.replace(year=day.year - 1, day=1)), str(day))
answer = {"state": run.state, "problem": run.problem, "charges": run.charge_count,
          "invoices": run.invoice_count, "failed": run.failed_count,
          "differences": told["differences"]}
"""


@pytest.fixture(scope="module")
def upgraded(env, tmp_path_factory):
    """``(database, club, facts and constraints before the upgrade)``."""
    then = landed.environment(env, tmp_path_factory.mktemp("landed"))
    with cloned(env, "upgrade", "core") as database:
        install(then, database, f"--init={','.join(landed.ADDONS)}")
        club = shell(then, database, landed.CLUB)
        before = facts(env, database), constraints(env, database)
        install(env, database, f"--update={','.join(landed.ADDONS)}")
        yield database, club, before


def facts(env, database: str) -> dict[str, dict[str, dict]]:
    """``{table: {id: row}}`` of :data:`FACTS`, without who wrote a row last and when."""
    found = {}
    for table in FACTS:
        sql = f"SELECT id, to_jsonb(t) - 'write_date' - 'write_uid' FROM {table} AS t"
        found[table] = {key: json.loads(row) for key, row in databases.query(env, database, sql)}
    return found


def constraints(env, database: str) -> dict[str, bool]:
    """Constraints and unique indexes of our tables: whether each one holds for every row."""
    sql = """
        SELECT conrelid::regclass || '.' || conname, convalidated FROM pg_constraint
         WHERE conrelid::regclass::text ~ '^(golf|customer|hotel)_'
        UNION ALL
        SELECT indrelid::regclass || ' ' || indexrelid::regclass, indisvalid FROM pg_index
         WHERE indrelid::regclass::text ~ '^(golf|customer|hotel)_' AND indisunique
    """
    return {name: valid == "t" for name, valid in databases.query(env, database, sql)}


def differences(before, after, changed=None) -> list[str]:
    """What rows of before are gone or read otherwise; columns and rows may have come.

    :param changed: what may have changed: see :data:`CHANGED`
    """
    changed = changed or {}
    found = []
    for table, rows in before.items():
        for key, row in rows.items():
            now = after[table].get(key)
            if now is None:
                found.append(f"{table} {key} is gone")
                continue
            found += [
                f"{table} {key}: {column} was {value!r}, is {now.get(column, 'gone')!r}"
                for column, value in row.items()
                if not unchanged(f"{table}.{column}", value, now.get(column, "gone"), changed)
            ]
    return found


def unchanged(column: str, before, now, changed) -> bool:
    """Whether a value is what it was, as near as ``changed`` says."""
    if before == now or column not in changed:
        return before == now
    most = changed[column]
    if isinstance(most, set):
        return (before, now) in most
    return most is None or abs(now - before) < most + 0.001


def test_the_club_has_something_to_lose(upgraded):
    _database, _club, (before, _constraints) = upgraded
    charges = before["golf_charge"].values()
    states = {charge["state"] for charge in charges}
    assert {"invoiced", "part_paid", "paid", "waived", "reversed"} <= states, states
    last_days = {row["last_day"] for row in before["golf_membership"].values()}
    assert last_days - {None}, "nobody resigned"
    assert all(before[table] for table in FACTS), {table: len(before[table]) for table in FACTS}


def test_every_addon_is_at_its_version_of_today(env, upgraded):
    database = upgraded[0]
    sql = "SELECT name, latest_version FROM ir_module_module WHERE state = 'installed'"
    installed = dict(databases.query(env, database, sql))
    ours = {name: manifest["version"] for name, manifest in addons.manifests().items()}
    assert {name: installed.get(name) for name in landed.ADDONS} == {
        name: ours[name] for name in landed.ADDONS
    }


def test_nothing_a_club_has_changes(env, upgraded):
    database, _club, (before, _constraints) = upgraded
    assert differences(before, facts(env, database), CHANGED) == []


def test_every_constraint_is_still_there_and_holds(env, upgraded):
    database, _club, (_facts, before) = upgraded
    now = constraints(env, database)
    assert before
    assert sorted(set(before) - set(now)) == []
    assert [name for name, valid in now.items() if not valid] == []


def test_what_is_worked_out_comes_to_the_same(env, upgraded):
    database = upgraded[0]
    before = facts(env, database)
    assert shell(env, database, RECOMPUTE)
    assert differences(before, facts(env, database)) == []


def test_the_next_night_bills_nothing_twice(env, upgraded):
    database, club, (before, _constraints) = upgraded
    told = shell(env, database, NIGHT.replace("CLUB", str(club)))
    assert told == {
        "state": "done",
        "problem": False,
        "charges": 0,
        "invoices": 0,
        "failed": 0,
        "differences": [],
    }
    now = facts(env, database)
    assert set(now["golf_charge"]) == set(before["golf_charge"])
    assert set(now["account_move"]) == set(before["account_move"])


def test_what_is_new_installs_beside_what_the_club_has(env, upgraded):
    """After all the others: queues beside club and inn, and nothing of these changes."""
    database = upgraded[0]
    before = facts(env, database), constraints(env, database)
    install(env, database, f"--init={','.join(NEW)}")
    sql = "SELECT name, latest_version FROM ir_module_module WHERE state = 'installed'"
    installed = dict(databases.query(env, database, sql))
    ours = {name: manifest["version"] for name, manifest in addons.manifests().items()}
    assert {name: installed.get(name) for name in NEW} == {name: ours[name] for name in NEW}
    assert differences(before[0], facts(env, database), CHANGED) == []
    assert sorted(set(before[1]) - set(constraints(env, database))) == []
    request = """
known = env["customer.preference"].search([], limit=1).partner_id
queue = env["service.queue"].create({"name": "Hotline"})
request = env["service.request"].create({
    "name": "A quiet table", "partner_id": known.id, "queue_id": queue.id,
})
request.action_take()
request.action_resolve()
answer = [request.state, bool(request.number)]
"""
    assert shell(env, database, request) == ["resolved", True]
