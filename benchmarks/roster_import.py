# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Import a roster of 10,000 members: read, judge, contacts, memberships, history, opening entries.

Against Odoo's own ``load()`` of bare contacts with a name, a phone and an e-mail address. Asked
of the issue: at least 0.3 times its rows per second. The rows are made by a fixed rule in the
proportions of a real roster: a third owe, a third have a deposit, a fifth come from a company, a
third were referred.
"""

import base64
import csv
import io
import itertools
import random

from odoo.addons.golf_membership.roster.columns import COLUMNS

ROWS = 10_000
TIERS = (
    ("Individual", "individual", 55),
    ("Corporate nominee", "corporate", 19),
    ("Couple", "couple", 16),
    ("Junior", "junior", 5),
    ("Honorary", "honorary", 5),
)
BRANDS = ("Mizuno", "PING", "Titleist", "Callaway", "TaylorMade", "Honma", "XXIO", "Srixon")
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹"
GIVEN = "伟芳娜敏静强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉红文建国志海"


def run(bench):
    """Print a line for 10,000 rows."""
    _set_up_club(bench.env)
    count = bench.size(ROWS)
    rounds = itertools.count()
    prepared = {}

    def before():
        number = next(rounds)
        prepared["file"] = _make_roster(count, 1_000_000 * (number + 1))
        prepared["contacts"] = [
            [
                f"Contact {number} {row}",
                f"+86 138 {number:02}{row:06}",
                f"c{number}.{row}@example.com",
            ]
            for row in range(count)
        ]

    def ours():
        roster = bench.env["golf.roster.import"].create(
            {"file": base64.b64encode(prepared["file"]), "file_name": "roster.csv"}
        )
        roster.action_check()
        assert (roster.good_count, roster.bad_count) == (count, 0)
        roster.action_import()
        bench.env.cr.commit()
        bench.env["golf.roster.import"]._cron_import_rosters()
        roster.invalidate_recordset()
        assert (roster.state, roster.imported_count) == ("done", count)
        assert roster.ledger_balance and not roster.ledger_difference

    def theirs():
        result = bench.env["res.partner"].load(["name", "phone", "email"], prepared["contacts"])
        assert len(result["ids"]) == count, result["messages"]
        bench.env.cr.commit()

    bench.compare(
        count,
        ours=ours,
        theirs=theirs,
        against="load() of contacts (name, phone, email)",
        items=count,
        repeat=3,
        before=before,
    )


def _set_up_club(env):
    company = env.company
    company.country_id = env.ref("base.cn")
    if not company.chart_template:
        env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
    for name, kind, _share in TIERS:
        env["res.partner.grade"].create(
            {"name": f"Bench {name}", "membership_kind": kind, "company_id": company.id}
        )
    env.cr.commit()


def _make_roster(count, first_number):
    """Return the bytes of a roster whose member numbers start at ``first_number``."""
    rng = random.Random(first_number)
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS)
    writer.writeheader()
    tiers = rng.choices(TIERS, weights=[share for _name, _kind, share in TIERS], k=count)
    for position, (tier, kind, _share) in enumerate(tiers):
        number = first_number + position
        writer.writerow(
            {
                "member_no": number,
                "name": rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN),
                "gender": rng.choice("MF"),
                "birthday": _get_day(rng, 1940, 2010),
                "mobile": f"13{rng.randrange(10**9):09}",
                "email": f"member{number}@example.com" if rng.random() < 0.9 else "",
                "tier": f"Bench {tier}",
                "company": f"Company {rng.randrange(count // 50 + 1)}"
                if kind == "corporate"
                else "",
                "joined_on": _get_day(rng, 2013, 2025),
                "paid_until": "" if kind == "honorary" else "2099-12-31",
                "joining_fee": 238000,
                "annual_dues": 6000,
                "balance_due": rng.choices(("0", "350.5", "6000"), (68, 17, 15))[0],
                "deposit": rng.choices(("0", "50000"), (65, 35))[0],
                "referrer_no": rng.randrange(first_number, number)
                if position and rng.random() < 0.33
                else "",
                "handicap": rng.choice(
                    ("", f"{rng.uniform(-2, 36):.1f}", f"{rng.uniform(-2, 36):.1f}")
                ),
                "playing_since": rng.randint(1985, 2025),
                "club_brands": ";".join(rng.sample(BRANDS, rng.randrange(4))),
            }
        )
    return stream.getvalue().encode("utf-8-sig")


def _get_day(rng, first_year, last_year):
    return f"{rng.randint(first_year, last_year)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
