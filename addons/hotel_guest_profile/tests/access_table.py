# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Who may read, write, create and delete what."""

# A line is a model and the rights of each role on it: r(ead) w(rite) c(reate) d(elete), - for none.
# Of which companies' records is up to the record rules, tested with their topics.
_TABLE = """
model                 reception reservations housekeeping laundry kitchen guest_relations revenue executive manager internal portal
hotel.anonymise       -    -    -    -  -  -    -   -  rwc  -  -
hotel.channel         r    r    r    r  r  r    r   r  rwcd -  -
hotel.consent         rc   rc   -    -  -  rc   r   r  rc   -  -        # (3)
hotel.consent.text    r    r    -    -  -  r    r   r  rwcd -  -
hotel.feedback        rwc  rwc  rw   rw rw rwc  r   r  rwcd -  -        # (4)
hotel.folio.line      rwcd r    -    -  -  r    r   r  rwcd -  -
hotel.group           r    rwc  r    r  r  rwc  r   r  rwcd -  -
hotel.guest.stat      r    r    r    r  r  r    r   r  r    -  -        # (1)
hotel.letter          r    r    -    -  -  r    r   r  r    -  -        # (1)
hotel.market.segment  r    r    r    r  r  r    r   r  rwcd -  -
hotel.preference.proposal r r   -    -  -  r    r   r  r    -  -        # (1)
hotel.meal.order      rwc  r    -    -  rw rwc  -   r  rwcd -  -
hotel.meal.order.line rwcd r    -    -  r  rwcd -   r  rwcd -  -
hotel.property        r    r    r    r  r  r    r   r  rwcd -  -
hotel.room            rw   r    rw   r  r  r    r   r  rwcd -  -
hotel.room.type       r    r    r    r  r  r    rw  r  rwcd -  -
hotel.source          r    r    r    r  r  r    r   r  rwcd -  -
hotel.stay            rwc  rwc  r    r  r  rw   r   r  rwcd -  r        # (2)
hotel.stay.cancel     rwcd rwcd -    -  -  -    -   -  rwcd -  -
hotel.stay.import     -    rwcd -    -  -  -    -   -  rwcd -  -
hotel.stay.import.line -   r    -    -  -  -    -   -  r    -  -        # (1)
hotel.trace           rwc  r    r    r  r  rwc  r   r  rwcd -  -        # (4)
hotel.vip.level       r    r    r    r  r  r    r   r  rwcd -  -
"""  # noqa: E501
# (1) Written by what staff do elsewhere, never by hand.
# (2) Portal users their own.
# (3) Answers are added, never changed.
# (4) Departments their own; done and acknowledged by the buttons.

_, *ROLES = _TABLE.split("\n", 2)[1].split()
#: {model: {role: rights}}
MODELS = {
    model: {role: rights.strip("-") for role, rights in zip(ROLES, row, strict=True)}
    for model, *row in (line.split("#")[0].split() for line in _TABLE.splitlines()[2:])
}
