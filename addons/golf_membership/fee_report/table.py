# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Figures of the report, by member or tier, in whole cents."""

RECEIVABLE = ("opening", "charged", "credited", "received", "confirmed", "other")
DEPOSIT = ("deposit_opening", "deposit_in", "deposit_out")
DEFERRED = ("deferred_opening", "deferred_added", "deferred_recognised")
#: What is read off the ledger; the closing figures follow from it.
READ = RECEIVABLE + DEPOSIT + DEFERRED
#: All figures of a line, in the order in which they are shown.
COLUMNS = (
    *RECEIVABLE, "closing", *DEPOSIT, "deposit_closing", *DEFERRED, "deferred_closing",
)  # fmt: skip
#: {closing figure: those that sum to it}. Bank-confirmed is a part of received.
CLOSINGS = {
    "closing": ("opening", "charged", "credited", "received", "other"),
    "deposit_closing": DEPOSIT,
    "deferred_closing": DEFERRED,
}


class Table:
    """Figures summed by key.

    >>> table = Table()
    >>> table.add("a", "charged", 100)
    >>> table.add("a", "received", -40)
    >>> table.add_all("b", DEPOSIT, (5, 0, -5))
    >>> line = table.get_line("a")
    >>> line["charged"], line["closing"], table.get_total()["deposit_closing"]
    (100, 60, 0)
    """

    def __init__(self):
        self._lines = {}

    def __iter__(self):
        return iter(self._lines)

    def add(self, key, column, cents):
        """Add an amount to a column of a line."""
        line = self._get(key)
        line[column] += cents

    def add_all(self, key, columns, amounts):
        """Add amounts to several columns of a line."""
        line = self._get(key)
        for column, cents in zip(columns, amounts, strict=True):
            line[column] += cents

    def _get(self, key):
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = dict.fromkeys(READ, 0)
        return line

    def get_line(self, key):
        """Return {column: cents} of a line, its closing figures included."""
        return _close(self._get(key))

    def get_total(self):
        """Return {column: cents} of all lines together."""
        lines = self._lines.values()
        return _close({column: sum(line[column] for line in lines) for column in READ})


def _close(line):
    figures = {**line, **{name: sum(line[c] for c in parts) for name, parts in CLOSINGS.items()}}
    return {column: figures[column] for column in COLUMNS}


def is_empty(line):
    """Tell whether a line has nothing but zeros.

    >>> is_empty({"opening": 0, "closing": 0}), is_empty({"opening": 1})
    (True, False)
    """
    return not any(line.values())
