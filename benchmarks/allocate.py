# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Give people without an owner to officers by 20 rules, as after a fair or an import.

Against one ``UPDATE ... FROM`` of the same owners in the same run, which checks, logs and locks
nothing. Asked of the issue: at 10,000 people at most 20 times its time (ratio 0.05 or more), and a
memory that does not grow with the people (``peak_mb`` at 100,000 is about that at 10,000).
"""

import random

SMALL, LARGE = 10_000, 100_000
RULES = 20
SPAN = 1_000_000


def run(bench):
    """Print a line for 10,000 people and one for 100,000."""
    env = bench.env
    rules = _make_rules(env)
    rng = random.Random(20261122)
    filled = 0
    Run = env["customer.allocation.run"]
    for size in (bench.size(SMALL), bench.size(LARGE)):
        _fill(env, rng, filled, size)
        filled = size

        def ours(size=size):
            run = Run._allot()
            assert run.given == size, (run.given, run.left)
            env.cr.commit()

        bench.compare(
            size,
            ours=ours,
            theirs=lambda: _plain(env, rules),
            before=lambda: _take_away(env),
            against="one UPDATE ... FROM",
            items=size,
            repeat=3,
        )
        _check_same(env, Run, rules)


def _make_rules(env):
    """Make the rules and their officers; return (first, last, user) of each."""
    Users = env["res.users"].with_context(no_reset_password=True, tracking_disable=True)
    officer = env.ref("crm_customer_profile.group_customer_officer")
    users = Users.create(
        [
            {"name": f"Officer {i}", "login": f"bench{i}", "group_ids": [(6, 0, officer.ids)]}
            for i in range(RULES)
        ]
    )
    env["customer.allocation.rule"].search([]).active = False
    width = SPAN // RULES
    rules = [(i * width, (i + 1) * width - 1, user.id) for i, user in enumerate(users)]
    env["customer.allocation.rule"].create(
        [
            {
                "name": f"{first} to {last}",
                "number_from": str(first),
                "number_to": str(last),
                "user_ids": [user],
            }
            for first, last, user in rules
        ]
    )
    env.cr.execute("UPDATE res_partner SET is_customer = FALSE")
    env.cr.commit()
    env.invalidate_all()
    return rules


def _fill(env, rng, start, stop):
    """Insert people number ``start`` to ``stop``, in bulk: how they came is not measured."""
    refs = [str(rng.randrange(SPAN)) for _index in range(start, stop)]
    env.cr.execute(
        """
        INSERT INTO res_partner (name, complete_name, ref, active, type, autopost_bills, lang,
                                 is_customer, email, phone)
        SELECT 'P' || ref, 'P' || ref, ref, true, 'contact', 'ask', 'en_US', true,
               'p' || ref || '@example.com', '+86 1' || lpad(ref, 10, '3')
          FROM unnest(%s::text[]) AS ref
        """,
        [refs],
    )
    env.cr.commit()
    env.cr.execute("ANALYZE res_partner")
    env.cr.commit()
    env.invalidate_all()


def _plain(env, rules):
    env.cr.execute(
        """
        UPDATE res_partner partner
           SET user_id = rule.user_id, write_date = now() AT TIME ZONE 'UTC'
          FROM unnest(%s::int[], %s::int[], %s::int[]) AS rule (first, last, user_id)
         WHERE partner.is_customer AND partner.user_id IS NULL
           AND partner.ref::int BETWEEN rule.first AND rule.last
        """,
        list(map(list, zip(*rules, strict=True))),
    )
    env.cr.commit()


def _take_away(env):
    env.cr.execute("UPDATE res_partner SET user_id = NULL WHERE is_customer")
    env.cr.commit()
    env.cr.execute("ANALYZE res_partner")
    env.cr.commit()
    env.invalidate_all()


def _check_same(env, Run, rules):
    """See that both come to the same owners."""

    def owners():
        env.cr.execute("SELECT id, user_id FROM res_partner WHERE is_customer ORDER BY id")
        return env.cr.fetchall()

    _take_away(env)
    Run._allot()
    env.flush_all()
    mine = owners()
    _take_away(env)
    _plain(env, rules)
    assert owners() == mine, "the two do not come to the same"
