# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Who may read, write, create and delete what."""

# A line is a model and the rights of each role on it: r(ead) w(rite) c(reate) d(elete), - for none.
# Of which requests is up to the record rules, tested with their topics.
_TABLE = """
model                      tech   agent  disp   super  review manager exec   intern portal
service.article            r      rwc    rwc    rwc    r      rwcd    r      -      -
service.article.token      -      -      -      -      -      r       -      -      -
service.article.use        r      r      r      r      r      r       r      -      -
service.article.version    r      r      r      r      r      r       r      -      -
service.call.script        r      r      r      rwcd   r      rwcd    r      -      -
service.call.script.answer r      r      r      rwcd   r      rwcd    r      -      -
service.call.script.step   r      r      r      rwcd   r      rwcd    r      -      -
service.callback           -      rwc    rwc    rwc    r      rwc     r      -      -
service.callback.try       -      r      r      r      r      r       r      -      -
service.category           r      r      r      r      r      rwcd    r      -      -
service.checklist          r      r      rwc    rwc    r      rwcd    r      -      -
service.checklist.item     r      r      rwcd   rwcd   r      rwcd    r      -      -
service.compensation       -      rwcd   rwcd   rwcd   r      rwcd    r      -      -
service.delay.reason       r      r      r      r      r      rwcd    r      -      -
service.escalation.log     r      r      r      r      r      r       r      -      -
service.escalation.rule    r      r      r      r      r      rwcd    r      -      -
service.event              r      r      r      r      r      r       r      -      -
service.pack.load          -      -      -      -      -      rwc     -      -      -
service.phone              -      rwcd   rwcd   rwcd   -      rwcd    -      -      -
service.plan               -      r      rwc    rwc    r      rwcd    r      -      -
service.plan.line          -      r      rwcd   rwcd   r      rwcd    r      -      -
service.plan.occurrence    -      r      rw     rw     r      rw      r      -      -
service.profit             -      -      -      r      -      r       r      -      -
service.quality.criterion  r      r      r      r      r      rwcd    r      -      -
service.quality.review     r      r      r      r      rwc    rwcd    r      -      -
service.quality.sample     -      -      -      -      rwc    rwc     -      -      -
service.quality.score      r      r      r      r      rwcd   rwcd    r      -      -
service.queue              r      r      r      rw     r      rwcd    r      -      -
service.queue.member       r      r      r      rwcd   r      rwcd    r      -      -
service.report             -      -      -      r      r      r       r      -      -
service.request            r      rwc    rwc    rwc    r      rwc     r      -      r
service.request.merge      -      rwcd   rwcd   rwcd   -      rwcd    -      -      -
service.request.sla        r      r      r      r      r      r       r      -      -
service.request.split      -      rwcd   rwcd   rwcd   -      rwcd    -      -      -
service.root.cause         r      r      r      r      r      rwcd    r      -      -
service.routing.rule       r      r      r      r      r      rwcd    r      -      -
service.skill              r      r      r      r      r      rwcd    r      -      -
service.sla.delay          -      rwc    rwc    rwc    -      rwc     -      -      -
service.sla.policy         r      r      r      r      r      rwcd    r      -      -
service.sla.target         r      r      r      r      r      rwcd    r      -      -
service.starter.item       r      r      r      rwcd   r      rwcd    r      -      -
service.starter.tick       r      r      r      rwcd   r      rwcd    r      -      -
service.tier               r      r      r      r      r      rwcd    r      -      -
service.tier.source        r      r      r      r      r      rwcd    r      -      -
service.work.line          rwcd   rwcd   rwcd   rwcd   r      rwcd    r      -      -
service.work.order         rw     rwc    rwc    rwc    r      rwcd    r      -      -
service.work.order.check   rw     rwcd   rwcd   rwcd   r      rwcd    r      -      -
service.work.split         -      rwc    rwc    rwc    -      rwc     -      -      -
"""

ROLES = (
    "technician", "agent", "dispatcher", "supervisor", "reviewer", "manager", "executive",
    "internal", "portal",
)  # fmt: skip
_LINES = [line.split("#")[0].split() for line in _TABLE.strip().splitlines()[1:]]
#: {model: {role: letters}}
MODELS = {
    model: {role: rights.strip("-") for role, rights in zip(ROLES, columns, strict=True)}
    for model, *columns in _LINES
}
