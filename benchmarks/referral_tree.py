# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Read all descendants, and what was granted for them, of somebody in a tree of 100,000 members.

Against one recursive SQL query that reads the same of the same rows, with no access rules, no
language and no records made of them. Asked of the issue: at most five times its time (a ratio of
0.2 or more). The rows are inserted in bulk; their paths are PostgreSQL's own work, as ever.
"""

import random

from odoo.tools import split_every

SMALL, LARGE = 10_000, 100_000
REWARD = 100


def run(bench):
    """Print a line for 10,000 members and one for 100,000."""
    env = bench.env
    club = _make_club(env)
    env = env(context={**env.context, "allowed_company_ids": club.ids})
    program = env["golf.referral.program"].create({"name": "Bench", "company_id": club.id})
    charge = _make_charge(env, club)
    filled = 0
    for size in (bench.size(SMALL), bench.size(LARGE)):
        _fill(env, club, program, charge, filled, size)
        filled = size
        top = env["res.partner"].search([("name", "=", "Bench 0")])
        answers = {}
        bench.compare(
            size,
            ours=lambda top=top, answers=answers: answers.update(ours=_read(env, top)),
            theirs=lambda top=top, answers=answers: answers.update(theirs=_plain(env, club, top)),
            against="one recursive SQL query",
            items=size,
            repeat=3,
        )
        assert answers["ours"] == answers["theirs"], answers


def _make_club(env):
    club = env["res.company"].create({"name": "Bench Links"})
    env.user.company_ids += club
    return club


def _make_charge(env, club):
    """Make the one fee that all these rewards name; fees are another benchmark's."""
    dues = env["product.product"].create({"name": "Dues", "type": "service", "company_id": club.id})
    tier = env["res.partner.grade"].create(
        {
            "name": "Bench",
            "membership_kind": "individual",
            "company_id": club.id,
            "dues_product_id": dues.id,
        }
    )
    person = env["res.partner"].create({"name": "Bench payer"})
    membership = env["golf.membership"].create(
        {
            "partner_id": person.id,
            "company_id": club.id,
            "tier_id": tier.id,
            "date_start": "2026-01-01",
        }
    )
    return env["golf.charge"].create(
        {"membership_id": membership.id, "product_id": dues.id, "amount": 100}
    )


def _fill(env, club, program, charge, start, stop):
    """Insert members number ``start`` to ``stop``, each brought by an earlier one."""
    rng = random.Random(20261122)
    env.flush_all()
    env.cr.execute(
        """
        INSERT INTO res_partner (name, complete_name, active, type, autopost_bills)
        SELECT 'Bench ' || n, 'Bench ' || n, TRUE, 'contact', 'ask'
          FROM generate_series(%s, %s) n
     RETURNING id
        """,
        [start, stop - 1],
    )
    env.cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE name LIKE 'Bench %%'")
    env.cr.execute("SELECT substr(name, 7)::int, id FROM res_partner WHERE name ~ '^Bench [0-9]+$'")
    ids = dict(env.cr.fetchall())
    # By anybody who was there before: some thirty generations, and nobody brings hundreds.
    pairs = [
        (ids[number], ids[rng.randrange(number)])
        for number in range(max(start, 1), stop)
        if number in ids
    ]
    # In slices: the guard of a statement judges its rows against one another.
    for slice_of_pairs in split_every(500, pairs, list):
        env.cr.execute(
            """
            INSERT INTO golf_referral (company_id, partner_id, referrer_id, date)
            SELECT %s, pair.referred, pair.referrer, '2026-01-01'
              FROM unnest(%s::int[], %s::int[]) AS pair (referred, referrer)
              LEFT JOIN golf_referral known ON known.company_id = %s
                                           AND known.partner_id = pair.referred
             WHERE known.id IS NULL
            """,
            [club.id, *map(list, zip(*slice_of_pairs, strict=True)), club.id],
        )
    env.cr.execute(
        """
        INSERT INTO golf_referral_reward (kind, number, referral_id, program_id, level, generation,
               company_id, referrer_id, member_id, membership_id, charge_id, amount, date)
        SELECT 'grant', 0, referral.id, %s, 1, referral.generation, referral.company_id,
               referral.referrer_id, referral.partner_id, %s, %s, %s, '2026-01-01'
          FROM golf_referral referral
         WHERE referral.company_id = %s
           AND NOT EXISTS (SELECT FROM golf_referral_reward given
                            WHERE given.referral_id = referral.id)
        """,
        [program.id, charge.membership_id.id, charge.id, REWARD, club.id],
    )
    env.cr.execute("ANALYZE golf_referral")
    env.cr.execute("ANALYZE golf_referral_reward")
    env.invalidate_all()


def _read(env, top):
    """Return {generation: (members, granted)} below a person, as the screens read it."""
    Referral = env["golf.referral"]
    below = Referral._get_tree_domain(top)
    members = dict(Referral._read_group(below, ["generation"], ["__count"]))
    granted = dict(
        env["golf.referral.reward"]._read_group(
            [("referral_id", "any", below), ("kind", "=", "grant")],
            ["generation"],
            ["amount:sum"],
        )
    )
    return {key: (count, granted.get(key, 0)) for key, count in members.items()}


def _plain(env, club, top):
    env.cr.execute(
        """
        WITH RECURSIVE below (id, partner_id, generation) AS (
            SELECT id, partner_id, 1 FROM golf_referral
             WHERE company_id = %(club)s AND referrer_id = %(top)s
             UNION ALL
            SELECT child.id, child.partner_id, below.generation + 1
              FROM below JOIN golf_referral child ON child.company_id = %(club)s
                                                 AND child.referrer_id = below.partner_id
        )
        SELECT below.generation, count(DISTINCT below.id), COALESCE(sum(given.amount), 0)::float
          FROM below
          LEFT JOIN golf_referral_reward given ON given.referral_id = below.id
                                              AND given.kind = 'grant'
         GROUP BY below.generation
        """,
        {"club": club.id, "top": top.id},
    )
    return {generation: (count, granted) for generation, count, granted in env.cr.fetchall()}
