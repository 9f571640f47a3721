# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Take in requests: created, routed by their category, clocked by service levels, assigned.

Against a bare ``create`` of as many ``crm.lead`` with the same words, which routes, clocks and
assigns nothing. Asked of the issue: at least as fast. One after the other as mails and calls
come, and in batches as an import brings them.
"""

from benchmarks._service_data import make_queues

NUMBER = 1_000
BATCH = 100
AGENTS = 8


def run(bench):
    """Print a line for one at a time and one for batches."""
    env = bench.env
    categories = _prepare(env)
    size = bench.size(NUMBER)
    partners = env["res.partner"].create([{"name": f"P {i}"} for i in range(min(size, 200))])
    env.cr.commit()
    words = [
        {"name": f"The locker {i} does not close", "partner_id": partners[i % len(partners)].id}
        for i in range(size)
    ]
    Request, Lead = env["service.request"], env["crm.lead"]
    for batch in (1, BATCH):

        def ours(batch=batch):
            for start in range(0, size, batch):
                Request.create(
                    [
                        {**vals, "category_id": categories[i % len(categories)].id}
                        for i, vals in enumerate(words[start : start + batch])
                    ]
                )
            env.cr.commit()

        def theirs(batch=batch):
            for start in range(0, size, batch):
                Lead.create(words[start : start + batch])
            env.cr.commit()

        bench.compare(
            size,
            ours=ours,
            theirs=theirs,
            against="crm.lead create, " + ("one by one" if batch == 1 else f"{batch} at a time"),
            items=size,
            repeat=3,
        )
    made = Request.search([("name", "like", "The locker%")])
    assert all(made.mapped("sla_deadline")), "not every request has its clocks"


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
