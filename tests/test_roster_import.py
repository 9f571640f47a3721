# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A roster on its way in when the power fails: it goes on, and nothing is there twice."""

import base64
import csv
import io

import pytest

from launcher import databases
from tests.harness.product import cloned, served, wait_for

pytestmark = [pytest.mark.api, pytest.mark.timeout(600)]

ROWS = 2500
FIRST = 700_000
OWING, DEPOSIT = 120, 300  # of every fifth member, of every seventh
COLUMNS = [
    *("member_no", "name", "gender", "birthday", "mobile", "email", "tier", "company"),
    *("joined_on", "paid_until", "joining_fee", "annual_dues", "balance_due", "deposit"),
    *("referrer_no", "handicap", "playing_since", "club_brands"),
]


def roster() -> bytes:
    """ROWS members; each but the first was brought by the one before."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS)
    writer.writeheader()
    for row in range(ROWS):
        writer.writerow(
            {
                "member_no": FIRST + row,
                "name": f"Player {row}",
                "gender": "FM"[row % 2],
                "birthday": "1980-05-01",
                "mobile": f"139{row:08}",
                "email": f"player{row}@example.com",
                "tier": "Individual",
                "joined_on": "2021-03-01",
                "paid_until": "2030-12-31",
                "joining_fee": 1000,
                "annual_dues": 100,
                "balance_due": OWING if row % 5 == 0 else 0,
                "deposit": DEPOSIT if row % 7 == 0 else 0,
                # Each brought three others, as chains grow: nobody stands hundreds deep.
                "referrer_no": FIRST + (row - 1) // 3 if row else "",
            }
        )
    return stream.getvalue().encode("utf-8-sig")


def imported(env, database: str) -> int:
    """How many of our rows have become members, as committed."""
    sql = f"""SELECT count(*) FROM golf_membership
               WHERE number ~ '^[0-9]+$' AND length(number) = 6
                 AND number::int BETWEEN {FIRST} AND {FIRST + ROWS - 1}"""
    return int(databases.query(env, database, sql)[0][0])


def test_a_killed_import_goes_on_and_takes_nothing_twice(env):
    with cloned(env, "roster", "demo") as database:
        with served(env, database) as product:
            manager = product.api("manager")
            roster_id = manager.create(
                "golf.roster.import",
                {"file": base64.b64encode(roster()).decode(), "file_name": "roster.csv"},
            )
            manager.call("golf.roster.import", "action_check", ids=[roster_id])
            counts = ["good_count", "bad_count"]
            (checked,) = manager.read("golf.roster.import", [roster_id], counts)
            assert (checked["good_count"], checked["bad_count"]) == (ROWS, 0)
            manager.call("golf.roster.import", "action_import", ids=[roster_id])
            wait_for(lambda: imported(env, database), 120, "the first slice")
            product.kill()
        at_kill = imported(env, database)
        assert 0 < at_kill < ROWS, "killed too late to show anything"

        with served(env, database) as product:
            manager = product.api("manager")

            def done():
                fields = ["state", "imported_count", "unchanged_count", "notice"]
                (now,) = manager.read("golf.roster.import", [roster_id], fields)
                return now if now["state"] == "done" else None

            result = wait_for(done, 240, "the rest of the roster")
            assert result["imported_count"] == ROWS and not result["notice"], result
            assert product.unexpected_log() == []
        once_each(env, database)


def once_each(env, database: str) -> None:
    """Members, contacts, referrers and money: all of the roster, and each of it once."""
    assert imported(env, database) == ROWS
    sql = "SELECT count(DISTINCT id), count(*) FROM res_partner WHERE name ~ '^Player [0-9]+$'"
    assert databases.query(env, database, sql) == [[str(ROWS), str(ROWS)]]
    sql = f"""SELECT count(*) FROM golf_membership AS one
                JOIN golf_referral AS told ON told.partner_id = one.partner_id
                JOIN golf_membership AS other ON other.partner_id = told.referrer_id
               WHERE one.number ~ '^[0-9]+$' AND other.number ~ '^[0-9]+$'
                 AND one.number::int BETWEEN {FIRST} AND {FIRST + ROWS - 1}
                 AND other.number::int = {FIRST} + (one.number::int - {FIRST} - 1) / 3"""
    assert int(databases.query(env, database, sql)[0][0]) == ROWS - 1
    sql = """SELECT sum(debit), sum(credit) FROM account_move_line AS line
               JOIN res_partner AS partner ON partner.id = line.partner_id
              WHERE partner.name ~ '^Player [0-9]+$' AND line.parent_state = 'posted'"""
    debit, credit = (float(value) for value in databases.query(env, database, sql)[0])
    assert debit == OWING * len(range(0, ROWS, 5))
    assert credit == DEPOSIT * len(range(0, ROWS, 7))
