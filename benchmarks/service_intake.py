# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Take in requests: created, routed by their category, clocked by service levels, assigned.

Against OCA ``helpdesk_mgmt`` with ``helpdesk_mgmt_sla`` creating as many tickets of the same
words, which routes and assigns nothing: bare ones, and such as a team has service levels for.
Asked of the issue: at least as fast. One after the other as mails and calls come, and in batches
as an import brings them.
"""

from benchmarks._service_data import make_queues

RIVALS = ("helpdesk_mgmt_sla",)
NUMBER = 1_000
BATCH = 100
AGENTS = 8


def run(bench):
    """Print a line for one at a time and one for batches, each against either sort of ticket."""
    # Both with the chatter that a screen, a mail or a call would leave.
    env = bench.env(context={"lang": "en_US"})
    categories = _prepare(env)
    teams = {"a bare ticket": env["helpdesk.ticket.team"], "with two SLAs": _make_team(env)}
    size = bench.size(NUMBER)
    partners = env["res.partner"].create([{"name": f"P {i}"} for i in range(min(size, 200))])
    env.cr.commit()
    words = [
        {
            "name": f"The locker {i} does not close",
            "description": "<p>Since yesterday.</p>",
            "partner_id": partners[i % len(partners)].id,
        }
        for i in range(size)
    ]
    Request, Ticket = env["service.request"], env["helpdesk.ticket"]

    def take_in(batch):
        for start in range(0, size, batch):
            Request.create(
                [
                    {**vals, "category_id": categories[i % len(categories)].id}
                    for i, vals in enumerate(words[start : start + batch])
                ]
            )
        env.cr.commit()

    def make_tickets(batch, team):
        more = {"team_id": team.id} if team else {}
        for start in range(0, size, batch):
            Ticket.create([{**vals, **more} for vals in words[start : start + batch]])
        env.cr.commit()

    for batch, how in ((1, "one by one"), (BATCH, f"{BATCH} at a time")):
        for sort, team in teams.items():
            bench.compare(
                size,
                ours=lambda batch=batch: take_in(batch),
                theirs=lambda batch=batch, team=team: make_tickets(batch, team),
                against=f"OCA helpdesk_mgmt_sla, {sort}, {how}",
                items=size,
                repeat=3,
            )
    made = Request.search([("name", "like", "The locker%")])
    assert all(made.mapped("sla_deadline")), "not every request has its clocks"
    assert all(made.mapped("user_id")), "not every request has an agent"


def _make_team(env):
    """Return a team with the same two promises that our queues make."""
    team = env["helpdesk.ticket.team"].create(
        {
            "name": "Bench",
            "use_sla": True,
            "resource_calendar_id": env.company.resource_calendar_id.id,
        }
    )
    last = env["helpdesk.ticket.stage"].search([], order="sequence desc", limit=1)
    env["helpdesk.sla"].create(
        [
            {"name": name, "hours": hours, "team_ids": team.ids, "stage_id": last.id}
            for name, hours in (("First response", 1), ("Resolution", 4))
        ]
    )
    env.cr.commit()
    return team


def _prepare(env):
    """Return categories, each with a queue that gives its requests to whoever has least to do."""
    queues = make_queues(env)
    users = (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            [
                {
                    "name": f"Agent {i}",
                    "login": f"bench_agent{i}",
                    "group_ids": [(6, 0, env.ref("crm_service_queue.group_service_agent").ids)],
                }
                for i in range(AGENTS)
            ]
        )
    )
    queues.write(
        {
            "assign_method": "least_load",
            "member_ids": [(0, 0, {"user_id": user.id}) for user in users],
        }
    )
    categories = env["service.category"].create(
        [{"name": queue.name, "queue_id": queue.id} for queue in queues]
    )
    env.cr.commit()
    return categories
