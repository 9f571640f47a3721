# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Who may read, write, create and delete what."""

# A line is a model and the rights of each role on it: r(ead) w(rite) c(reate) d(elete), - for none.
# Of which requests is up to the record rules, tested with their topics.
_TABLE = """
model                           technician agent dispatcher supervisor reviewer manager executive internal portal
service.category                r          r     r          r          r        rwcd    r         -        -
service.delay.reason            r          r     r          r          r        rwcd    r         -        -
service.escalation.log          r          r     r          r          r        r       r         -        -
service.escalation.rule         r          r     r          r          r        rwcd    r         -        -
service.event                   r          r     r          r          r        r       r         -        -
service.quality.criterion       r          r     r          r          r        rwcd    r         -        -
service.quality.review          r          r     r          r          rwc      rwcd    r         -        -
service.quality.sample          -          -     -          -          rwc      rwc     -         -        -
service.quality.score           r          r     r          r          rwcd     rwcd    r         -        -
service.queue                   r          r     r          rw         r        rwcd    r         -        -
service.queue.member            r          r     r          rwcd       r        rwcd    r         -        -
service.report                  -          -     -          r          r        r       r         -        -
service.request                 r          rwc   rwc        rwc        r        rwc     r         -        r
service.request.sla             r          r     r          r          r        r       r         -        -
service.root.cause              r          r     r          r          r        rwcd    r         -        -
service.skill                   r          r     r          r          r        rwcd    r         -        -
service.sla.delay               -          rwc   rwc        rwc        -        rwc     -         -        -
service.sla.policy              r          r     r          r          r        rwcd    r         -        -
service.sla.target              r          r     r          r          r        rwcd    r         -        -
service.tier                    r          r     r          r          r        rwcd    r         -        -
service.tier.source             r          r     r          r          r        rwcd    r         -        -
"""

_HEAD, *_LINES = [line.split("#")[0].split() for line in _TABLE.strip().splitlines()]
#: {model: {role: letters}}
MODELS = {
    model: {
        role: "" if rights == "-" else rights
        for role, rights in zip(_HEAD[1:], columns, strict=True)
    }
    for model, *columns in _LINES
}
