# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What a routing rule says, and what is known of a request when it is routed.

The conditions are those of text 003, 3.1.4 (where it comes from, the region, the range of member
numbers, the product or service asked for), the kind, the tier and the place.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

#: Conditions that compare one value of the request with the values of the rule.
SINGLE = ("channel", "kind", "tier", "place", "country", "region")
#: Conditions met by any value in common: of the product, its category, the category above.
SHARED = ("products", "product_categories", "categories")


@dataclass(frozen=True)
class Case:
    """What is known of a request. Keys are opaque to this package."""

    company: int
    channel: str = ""
    kind: str = ""
    tier: int | None = None
    place: int | None = None
    country: int | None = None
    region: int | None = None
    products: frozenset = frozenset()
    product_categories: frozenset = frozenset()
    categories: frozenset = frozenset()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One line of the table: all that is set must hold, what is empty holds always.

    >>> rule = Rule(7, 1, channel=frozenset({"email"}), categories=frozenset({3}))
    >>> rule.holds(Case(1, channel="email", categories=frozenset({2, 3})))
    True
    >>> rule.holds(Case(1, channel="email")), rule.holds(Case(2, "email", "", None))
    (False, False)
    >>> Rule(8, 1, holds_number=lambda text: text == "42").holds(Case(1, numbers=("7", "42")))
    True
    """

    key: int
    company: int
    channel: frozenset = frozenset()
    kind: frozenset = frozenset()
    tier: frozenset = frozenset()
    place: frozenset = frozenset()
    country: frozenset = frozenset()
    region: frozenset = frozenset()
    products: frozenset = frozenset()
    product_categories: frozenset = frozenset()
    categories: frozenset = frozenset()
    holds_number: Callable[[str], bool] | None = None

    def holds(self, case: Case) -> bool:
        if self.company != case.company:
            return False
        for name in SINGLE:
            wanted = getattr(self, name)
            if wanted and getattr(case, name) not in wanted:
                return False
        for name in SHARED:
            wanted = getattr(self, name)
            if wanted and wanted.isdisjoint(getattr(case, name)):
                return False
        return not self.holds_number or any(map(self.holds_number, case.numbers))


def first_match(rules: Iterable[Rule], case: Case) -> Rule | None:
    """Return the first rule that holds, in the order given.

    >>> rules = [Rule(1, 1, kind=frozenset({"praise"})), Rule(2, 1)]
    >>> first_match(rules, Case(1, kind="question")).key, first_match(rules, Case(2))
    (2, None)
    """
    return next((rule for rule in rules if rule.holds(case)), None)
