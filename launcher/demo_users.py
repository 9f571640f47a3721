# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The users of the demo data by role; each one's password is the login."""

# Shown after "./club up" as far as the database has them.
DEMO_USERS = (
    ("System administrator", "admin"),
    ("Membership officer", "officer"),
    ("Membership manager", "manager"),
    ("Accountant", "accountant"),
    ("Golf shop", "shop"),
    ("Executive (reads all)", "executive"),
    ("Member (portal)", "member"),
    ("Customer development", "sales"),
    ("Customer promotion", "promoter"),
    ("Supervisor of officers", "supervisor"),
    ("Front desk", "desk"),
    ("Head of customers", "head"),
    ("Director (reads all)", "director"),
    ("Broker (portal)", "agent"),
    ("Guest (portal)", "guest"),
    ("Hotel: reception", "reception"),
    ("Hotel: second reception", "reception2"),
    ("Hotel: reservations", "reservations"),
    ("Hotel: housekeeping", "housekeeping"),
    ("Hotel: laundry", "laundry"),
    ("Hotel: kitchen", "kitchen"),
    ("Hotel: guest relations", "guestrelations"),
    ("Hotel: revenue manager", "revenue"),
    ("Hotel: manager", "hotelmanager"),
    ("Hotel group: director", "groupdirector"),
    ("Service: hotline", "hotline"),
    ("Service: second at the hotline", "hotline2"),
    ("Service: analyst", "analyst"),
    ("Service: beach club", "outpost"),
    ("Service: dispatcher", "dispatcher"),
    ("Service: technician", "technician"),
    ("Service: second technician", "technician2"),
    ("Service: supervisor", "servicelead"),
    ("Service: quality reviewer", "quality"),
    ("Service: manager", "servicemanager"),
)

#: Who has the role of somebody above, and exists because work goes from one to the other.
TWINS = ("reception2", "hotline2", "analyst", "outpost", "technician2")
