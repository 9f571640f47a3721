# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The columns of a roster."""

import unicodedata

#: Every column of a roster, in the order in which clubs keep them.
COLUMNS = (
    "member_no",
    "name",
    "gender",
    "birthday",
    "mobile",
    "email",
    "tier",
    "company",
    "joined_on",
    "paid_until",
    "joining_fee",
    "annual_dues",
    "balance_due",
    "deposit",
    "referrer_no",
    "handicap",
    "playing_since",
    "club_brands",
)
#: Columns that hold an amount in the club's currency.
AMOUNTS = ("joining_fee", "annual_dues", "balance_due", "deposit")


def heading(text):
    """Return the column a heading of the file stands for, as well as can be told.

    >>> heading(" Member No "), heading("joined-on"), heading("\\ufeffname"), heading(None)
    ('member_no', 'joined_on', 'name', '')
    """
    plain = unicodedata.normalize("NFKC", text or "").replace("\ufeff", "").strip().casefold()
    return "_".join(plain.replace("-", " ").replace(".", " ").split()).replace("__", "_")
