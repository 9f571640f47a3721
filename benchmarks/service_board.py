# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Count the supervision board with 500,000 requests, of which 20,000 are open.

As a supervisor sees it, with the record rules, names and definitions; against the one SQL
statement that counts the same without asking who may see what. Asked of the issue: at most 3 times
its time (ratio 0.33 or more).
"""

from datetime import timedelta

from odoo import fields

from benchmarks._service_data import fill, make_queues

NUMBER = 500_000
ONE_OPEN_IN = 25


def run(bench):
    """Print a line for 500,000 requests."""
    env = bench.env
    size = bench.size(NUMBER)
    fill(env, make_queues(env), size, ONE_OPEN_IN)
    user = (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "name": "Supervisor",
                "login": "bench_supervisor",
                "group_ids": [(6, 0, env.ref("crm_service_queue.group_service_supervisor").ids)],
            }
        )
    )
    env.cr.commit()
    Board = env["service.board"].with_user(user)
    found = {}

    def ours():
        found["ours"] = Board.get_board()["total"]["open"]

    def theirs():
        now = fields.Datetime.now()
        env.cr.execute(
            """
            SELECT queue_id, count(*), count(*) FILTER (WHERE user_id IS NULL),
                   count(*) FILTER (WHERE sla_deadline >= %(now)s AND sla_deadline < %(soon)s),
                   count(*) FILTER (WHERE sla_deadline < %(now)s),
                   count(*) FILTER (WHERE state IN ('waiting_customer', 'waiting_third')),
                   min(opened_at)
              FROM service_request
             WHERE is_open
             GROUP BY queue_id
            """,
            {"now": now, "soon": now + timedelta(hours=1)},
        )
        found["theirs"] = sum(row[1] for row in env.cr.fetchall())

    bench.compare(
        size, ours=ours, theirs=theirs, against="one SQL statement counting the same", repeat=7
    )
    assert found["ours"] == found["theirs"], found
