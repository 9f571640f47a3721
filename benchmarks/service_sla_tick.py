# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Look which of 100,000 open requests are due, and mark those that are.

Against one SQL query that finds the broken promises among them and marks nothing. Asked of the
issue: at most 3 times its time (ratio 0.33 or more). Once with nothing due, as in most minutes,
and once with ten requests that become late in the minute.
"""

from benchmarks._service_data import fill, make_queues

NUMBER = 100_000
DUE = 10


def run(bench):
    """Print a line for nothing due and one for some."""
    env = bench.env
    size = bench.size(NUMBER)
    fill(env, make_queues(env), size)
    Request = env["service.request"]

    def theirs():
        env.cr.execute(
            """
            SELECT r.id FROM service_request_sla s JOIN service_request r ON r.id = s.request_id
             WHERE r.is_open AND s.state = 'running' AND s.deadline < now() AT TIME ZONE 'UTC'
            """
        )
        return env.cr.fetchall()

    def ours():
        Request._cron_tick()
        env.cr.commit()

    for due in (0, DUE):
        bench.compare(
            size,
            ours=ours,
            theirs=theirs,
            before=(lambda due=due: _make_due(env, due)) if due else None,
            against=f"one SQL query finding the due ones, {due} due",
        )
    env.cr.execute("SELECT count(*) FROM service_event WHERE type = 'breach'")
    assert env.cr.fetchone()[0], "nothing was marked"


def _make_due(env, number):
    """Let some promises that still run have been made long ago."""
    env.cr.execute(
        """
        WITH picked AS (
            SELECT request_id, id FROM service_request_sla
             WHERE state = 'running' AND deadline > now() AT TIME ZONE 'UTC'
             ORDER BY id LIMIT %s
        ), clocks AS (
            UPDATE service_request_sla
               SET deadline = now() AT TIME ZONE 'UTC' - interval '1 minute', target_seconds = 60
             WHERE id IN (SELECT id FROM picked)
        )
        UPDATE service_request SET next_tick_at = now() AT TIME ZONE 'UTC' - interval '1 minute'
         WHERE id IN (SELECT request_id FROM picked)
        """,
        [number],
    )
    env.cr.commit()
    env.invalidate_all()
