# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Who may read, write, create and delete what."""

# A line is a model and the rights of each role on it: r(ead) w(rite) c(reate) d(elete), - for none.
# Of which people's records is up to the record rules, tested with their topics.
_TABLE = """
model                           officer supervisor manager executive desk internal portal
customer.access.log             -       -          r       r         -    -        -
customer.agent.person           -       -          -       -         -    -        r
customer.alert.acknowledgement  r       r          r       r         r    -        -        # (1)
customer.allocation.load        -       r          r       r         -    -        -
customer.allocation.rule        r       r          rwcd    r         r    -        -
customer.allocation.run         -       rc         rc      r         -    -        -
customer.brochure               r       r          rwcd    r         r    -        -
customer.checklist.item         r       r          rwcd    r         r    -        -
customer.checklist.tick         rcd     rcd        rcd     r         r    -        -
customer.class                  r       r          rwcd    r         r    -        -
customer.competition            rwcd    rwcd       rwcd    r         rwcd -        -
customer.competitor             rc      rc         rwcd    r         r    -        -
customer.completeness.item      r       r          rwcd    r         r    -        -
customer.contact                rwc     rwc        rwcd    r         rwc  -        -
customer.contact.channel        r       r          rwcd    r         r    -        -
customer.contact.result         r       r          rwcd    r         r    -        -
customer.contact.template       r       r          rwcd    r         r    -        -
customer.cycle.alert            r       r          r       r         r    -        -        # (1)
customer.department             r       r          rwcd    r         r    -        -
customer.duplicate              rwc     rwc        rwcd    r         rwc  -        -
customer.external.ref           r       r          rwcd    r         r    -        -
customer.funnel                 -       rwcd       rwcd    rwcd      -    -        -
customer.funnel.line            -       rwcd       rwcd    rwcd      -    -        -
customer.handover               r       r          r       r         r    -        -        # (1)
customer.handover.batch         -       r          r       r         -    -        -        # (1)
customer.identifier             rwc     rwc        rwcd    r         rwc  -        -
customer.identity               rwc     rwc        rwcd    r         rwc  -        -        # (2)
customer.identity.read          -       -          r       r         -    -        -        # (1)
customer.import                 -       rwcd       rwcd    -         -    -        -
customer.import.column          -       rw         rw      -         -    -        -
customer.import.line            -       r          r       -         -    -        -
customer.key                    -       -          -       -         -    -        -        # (1)
customer.match.field            r       r          rw      r         r    -        -
customer.merge                  r       r          r       r         r    -        -        # (1)
customer.my.day                 rwc     rwc        rwc     rwc       rwc  -        -
customer.need                   rwcd    rwcd       rwcd    r         rwcd -        r
customer.place                  r       r          rwcd    r         r    r        -
customer.preference             rwcd    rwcd       rwcd    r         rwcd -        -
customer.preference.note        rwcd    rwcd       rwcd    -         rwcd -        -
customer.purchase.cycle         rwcd    rwcd       rwcd    r         rwcd -        -
customer.quick.call             rwc     rwc        rwc     -         -    -        -
customer.relation               rwcd    rwcd       rwcd    r         rwcd -        -
customer.relation.kind          r       r          rwcd    r         r    -        -
customer.relation.role          r       r          r       r         r    -        -
customer.relation.side          rwcd    rwcd       rwcd    r         rwcd -        -
customer.segment                rwcd    rwcd       rwcd    r         rwcd -        -
customer.segment.member         rcd     rcd        rcd     r         rcd  -        -
customer.segment.rule           rwcd    rwcd       rwcd    r         rwcd -        -
customer.segment.save           rwcd    rwcd       rwcd    -         rwcd -        -
customer.stand.in               rwcd    rwcd       rwcd    r         r    -        -
customer.state.change           rwc     rwc        rwc     rwc       rwc  -        -        # (3)
customer.state.journey          r       r          r       r         r    -        -
customer.state.move             r       r          r       r         r    -        -        # (1)
customer.state.rule             r       r          rw      r         r    -        -
customer.state.stay             r       r          r       r         r    -        -
customer.timeline               r       r          r       r         r    -        -
customer.topic                  r       r          rwcd    r         r    -        -
customer.transfer               -       rwcd       rwcd    -         -    -        -
customer.value                  r       r          r       r         r    -        -        # (1)
customer.value.band             r       r          rwcd    r         r    -        -
customer.value.part             r       r          rwcd    r         r    -        -
customer.value.run              -       -          r       r         -    -        -        # (1)
customer.value.snapshot         r       r          r       r         r    -        -        # (1)
res.partner                     rwcd    rwcd       rwcd    r         r    r        r        # (4)
crm.lead                        rwc     rwc        rwcd    r         -    -        -
sale.order                      rwc     rwc        rwcd    r         -    -        r
"""
# (1) Written by what staff do elsewhere, never by hand.
# (2) Whole numbers are for a named group only; see the tests of documents.
# (3) The wizard asks whether the people may be written before it moves them.
# (4) Whom, is up to the rules; portal users themselves and their company.

_, *ROLES = _TABLE.split("\n", 2)[1].split()
#: {model: {role: rights}}
MODELS = {
    model: {role: rights.strip("-") for role, rights in zip(ROLES, row, strict=True)}
    for model, *row in (line.split("#")[0].split() for line in _TABLE.splitlines()[2:])
}
#: Models with a person on them but without a rule of their own, and why that is right.
SHARED = {
    "customer.timeline": "each entry follows the record it tells of",
}
