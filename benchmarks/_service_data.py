# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Requests in bulk for the benchmarks of the service queue: how they came is not measured."""

QUEUES = 12


def make_queues(env, number=QUEUES):
    """Make queues with a promise of an answer and a resolution; return the queues."""
    env["service.sla.policy"].search([]).active = False
    env["service.sla.policy"].create(
        {
            "name": "House",
            "target_ids": [
                (0, 0, {"metric": "first_response", "minutes": 60}),
                (0, 0, {"metric": "resolution", "minutes": 240}),
            ],
        }
    )
    queues = env["service.queue"].create(
        [{"name": f"Queue {i}", "supervisor_id": env.uid} for i in range(number)]
    )
    env.cr.commit()
    return queues


def fill(env, queues, number, one_open_in=1):
    """Insert requests, one of so many open, each open one with a promise due in hours to come.

    Every request has the log of its opening.
    """
    env.cr.execute(
        """
        WITH made AS (
            INSERT INTO service_request
                   (number, name, kind, company_id, channel, priority, state, is_open, opened_at,
                    queue_id, user_id, sla_state, sla_deadline, next_tick_at, create_uid,
                    first_resolved_at, resolved_at, assign_count, reassign_count, reopen_count,
                    reply_count, create_date, write_date)
            SELECT 'B' || i, 'Locker ' || i,
                   (ARRAY['request', 'question', 'complaint'])[1 + i %% 3],
                   %(company)s, 'phone', '0',
                   CASE WHEN i %% %(part)s > 0 THEN 'closed'
                        WHEN i / %(part)s %% 5 = 0 THEN 'waiting_customer'
                        WHEN i / %(part)s %% 5 < 3 THEN 'new'
                        ELSE 'in_progress' END,
                   i %% %(part)s = 0,
                   at - i %% 200 * interval '1 minute',
                   (%(queues)s::int[])[1 + i %% cardinality(%(queues)s::int[])],
                   CASE WHEN i / %(part)s %% 5 < 3 THEN NULL ELSE %(user)s END,
                   'ok',
                   CASE WHEN i %% %(part)s = 0
                        THEN at + (i / %(part)s %% 239 - 20) * interval '1 minute' END,
                   CASE WHEN i %% %(part)s = 0
                        THEN at + (240 - i %% 200) * interval '1 minute' END,
                   %(user)s,
                   CASE WHEN i %% %(part)s > 0 THEN at END, CASE WHEN i %% %(part)s > 0 THEN at END,
                   0, 0, 0, 0, at, at
              FROM generate_series(1, %(number)s) AS i, (SELECT now() AT TIME ZONE 'UTC' AS at) AS t
            RETURNING id, is_open, opened_at, company_id, queue_id, next_tick_at
        ), logged AS (
            INSERT INTO service_event (request_id, company_id, at, type, queue_id)
            SELECT id, company_id, opened_at, 'open', queue_id FROM made
        )
        INSERT INTO service_request_sla
               (request_id, company_id, metric, cycle, policy_id, target_id, target_seconds,
                warn_percent, started_at, deadline, elapsed_seconds, paused_seconds, state)
        SELECT made.id, made.company_id, 'resolution', 0, target.policy_id, target.id, 14400, 100,
               opened_at, opened_at + interval '4 hours', 0, 0,
               CASE WHEN is_open THEN 'running' ELSE 'met' END
          FROM made,
               (SELECT t.id, policy_id FROM service_sla_target t
                  JOIN service_sla_policy p ON p.id = t.policy_id
                 WHERE metric = 'resolution' AND p.active ORDER BY t.id DESC LIMIT 1) AS target
        """,
        {
            "company": env.company.id,
            "queues": queues.ids,
            "user": env.uid,
            "number": number,
            "part": one_open_in,
        },
    )
    env.cr.commit()
    # Tables as the database keeps them in daily use: with their statistics and visibility maps.
    env.cr.execute("ANALYZE service_request, service_request_sla, service_event")
    env.cr.commit()
    env.invalidate_all()
