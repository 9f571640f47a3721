# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Who may read, write, create and delete what."""

# A line is a model and the rights of each role on it: r(ead) w(rite) c(reate) d(elete), - for none.
_TABLE = """
model                   shop  officer  manager  accountant  executive  portal  internal
golf.membership         r     rw       rw       r           r          r       -
golf.membership.event   r     r        r        r           r          -       -
res.partner.grade       r     rwc      rwcd     r           r          -       r         # (1)
golf.tier.benefit       r     r        rwcd     r           r          -       -
golf.tier.ladder        -     r        rwcd     r           r          -       -
golf.tier.rule          -     r        rwcd     r           r          -       -
golf.tier.move          -     r        r        r           r          -       -
golf.tier.review        -     r        r        r           r          -       -
golf.tier.review.line   -     r        r        r           r          -       -
golf.tier.override      -     -        rwc      -           -          -       -
golf.tier.pyramid       -     rwc      rwc      rwc         rwc        -       -
golf.tier.pyramid.line  -     rwcd     rwcd     rwcd        rwcd       -       -
golf.guest.rule         -     r        rwcd     r           r          -       -
golf.guest.visit        rwc   rwc      rwc      rwc         rwc        -       -         # (3)
golf.benefit.use        rwc   rwc      rwc      rwc         rwc        -       -         # (3)
golf.reciprocal.club    r     r        rwcd     r           r          -       -
golf.club.brand         r     rwc      rwcd     r           r          -       -
golf.referral           r     rwc      rwcd     r           r          -       -
golf.referral.correct   -     -        rwc      -           -          -       -
golf.referral.program   -     r        rwcd     r           r          -       -
golf.referral.program.level -  r       rwcd     r           r          -       -
golf.referral.reward    -     r        r        r           r          -       -
golf.referral.due       -     r        r        r           r          -       -
golf.referral.pay       -     -        rwc      rwc         -          -       -
golf.message.rule       -     r        rwcd     -           r          -       -
golf.message            -     r        r        -           r          -       -
golf.arrears            -     r        r        r           r          -       -
golf.fee.schedule       -     r        rwcd     r           r          -       -
golf.fee.subscription   -     rwc      rwc      r           r          -       -
golf.leave              r     r        rwcd     r           r          -       -
golf.membership.member  r     rw       rw       r           r          r       -
golf.membership.change  -     rwcd     rwcd     r           r          -       -
golf.certificate        r     rwc      rwc      r           r          -       -
golf.certificate.holder r     r        r        r           r          -       -
golf.charge             -     r        r        rwcd        r          -       -
crm.lead                -     rwc      rwcd     -           r          -       -
sale.order              -     rwc      rwcd     rw          r          r       -
account.move            -     r        r        rwcd        r          r       -
golf.billing.run        -     r        r        r           r          -       -
golf.billing.slice      -     r        r        r           r          -       -
golf.billing.failure    -     r        r        r           r          -       -
account.payment         -     -        -        rwcd        r          -       -
golf.deferral           -     r        r        r           r          -       -
golf.waiver             -     r        r        r           r          -       -
golf.waive              -     rwc      rwc      rwc         -          -       -
golf.admission.decision -     -        rwc      -           -          -       -
golf.reminder.level     -     r        rwcd     rwcd        r          -       -
golf.fee.reminder       -     r        r        r           r          -       -
golf.resignation        -     rwc      rwc      rwc         -          -       -
golf.reissue.queue      -     r        r        r           r          -       -
golf.reissue            -     -        rwc      -           -          -       -
golf.status.on.day      rwc   rwc      rwc      rwc         rwc        -       -
golf.course             r     rwc      rwcd     r           r          -       -
golf.course.tee         r     rwcd     rwcd     r           r          -       -
golf.course.rating      r     rwcd     rwcd     r           r          -       -
golf.course.hole        r     rwcd     rwcd     r           r          -       -
golf.round              r     rwc      rwcd     r           r          r       -
golf.round.hole         r     rwcd     rwcd     r           r          -       -
golf.handicap           r     r        r        r           r          -       -
golf.handicap.revision  r     r        r        r           r          -       -
golf.handicap.history   r     r        r        r           r          -       -
golf.handicap.statement r     rwc      rwcd     r           r          -       -
golf.play.import        -     rwcd     rwcd     -           -          -       -
golf.play.import.line   -     r        r        -           -          -       -
golf.handicap.adjustment r    r        rwc      r           r          -       -
golf.fee.setup          -     -        -        -           -          -       -         # (2)
golf.fee.setup.account  -     -        -        -           -          -       -         # (2)
"""
# (1) The officer's are core's, for other levels: golf tiers have a rule, tested beside this table.
# (2) Who keeps the chart of accounts sets fees up: Odoo's own role, none of ours.
# (3) Executives change nothing: a rule refuses them each record, tested in test_guests.py.

_, *ROLES = _TABLE.split("\n", 2)[1].split()
#: {model: {role: rights}}
MODELS = {
    model: {role: rights.strip("-") for role, rights in zip(ROLES, row, strict=True)}
    for model, *row in (line.split("#")[0].split() for line in _TABLE.splitlines()[2:])
}
