# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Who is on a membership: roles, ages, cards, and which price counts for whom."""

from dataclasses import dataclass
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from ..membership.dates import age_on, club_year_end

HOLDER = "holder"
NOMINEE = "nominee"
CARD = "card"
SPOUSE = "spouse"
CHILD = "child"

#: Roles of those who may bring their own price to the first tee, whoever they play with.
ENTITLED = (HOLDER, NOMINEE, SPOUSE, CHILD)

REGISTRATION = "registration"
SEASON = "season"

MEMBER_PRICE = "member"
WITH_NOMINEE = "with_nominee"
GUEST_PRICE = "guest"

BLOCK = "block"
CHARGE = "charge"

INCLUDED = "included"
FURTHER = "further"
ABOVE = "above"


def season_start(day, first_month=1):
    """Return the first day of the season that holds ``day``.

    >>> from datetime import date
    >>> season_start(date(2026, 5, 9)), season_start(date(2026, 2, 28), 3)
    (datetime.date(2026, 1, 1), datetime.date(2025, 3, 1))
    """
    return club_year_end(day, first_month) + relativedelta(days=1) - relativedelta(years=1)


def age_for_admission(birthday, day, basis=REGISTRATION, first_month=1):
    """Return the age that counts for somebody who is registered on ``day``.

    :param basis: :data:`REGISTRATION` for the age on the day itself, :data:`SEASON` for that on
        the first day of the season (myclubhouse.co.uk/Features/Membership)

    >>> from datetime import date
    >>> born = date(2008, 3, 1)
    >>> age_for_admission(born, date(2026, 5, 9)), age_for_admission(born, date(2026, 5, 9), SEASON)
    (18, 17)
    """
    return age_on(birthday, season_start(day, first_month) if basis == SEASON else day)


def outgrown_on(birthday, limit, basis=REGISTRATION, first_month=1):
    """Return the first day on which a child who must be under ``limit`` is no dependant any more.

    :param int limit: years; zero for no limit

    >>> from datetime import date
    >>> outgrown_on(date(2008, 3, 1), 18)
    datetime.date(2026, 3, 1)
    >>> outgrown_on(date(2008, 3, 1), 18, SEASON)
    datetime.date(2027, 1, 1)
    >>> outgrown_on(date(2008, 1, 1), 18, SEASON)
    datetime.date(2026, 1, 1)
    >>> outgrown_on(date(2008, 2, 29), 18)
    datetime.date(2026, 3, 1)
    >>> outgrown_on(date(2008, 3, 1), 0) is None
    True
    """
    if not limit:
        return None
    # As in age_on: who is born on 29 February ages on 1 March of a common year.
    day = birthday + relativedelta(years=limit)
    if (day.month, day.day) < (birthday.month, birthday.day):
        day += relativedelta(days=1)
    if basis != SEASON:
        return day
    start = season_start(day, first_month)
    return day if day == start else start + relativedelta(years=1)


def price_for(role, rule, plays_with_nominee):
    """Return whether the member's or the guest's price counts for one person.

    :param role: on the membership
    :param rule: of the tier for those with a named card: :data:`MEMBER_PRICE`,
        :data:`WITH_NOMINEE` (westgolf.com.cn keyno 3485) or :data:`GUEST_PRICE`
    :param plays_with_nominee: whether a nominee of the same membership is in the flight

    >>> price_for(NOMINEE, WITH_NOMINEE, False), price_for(CARD, WITH_NOMINEE, False)
    ('member', 'guest')
    >>> price_for(CARD, WITH_NOMINEE, True), price_for(CARD, GUEST_PRICE, True)
    ('member', 'guest')
    >>> price_for(CARD, MEMBER_PRICE, False)
    'member'
    """
    if role in ENTITLED or rule == MEMBER_PRICE:
        return MEMBER_PRICE
    if rule == WITH_NOMINEE and plays_with_nominee:
        return MEMBER_PRICE
    return GUEST_PRICE


@dataclass(frozen=True)
class CardRule:
    """How many named cards a membership has, and what more of them cost.

    :param included: cards in the fee
    :param price: of each further one up to the cap
    :param cap: the most cards; zero for as many as are included
    :param above: :data:`BLOCK` or :data:`CHARGE` what goes beyond the cap
    :param above_price: of each card beyond the cap
    """

    included: int = 0
    price: Decimal = Decimal(0)
    cap: int = 0
    above: str = BLOCK
    above_price: Decimal = Decimal(0)


def price_of_card(rule, held):
    """Return what one more named card costs, or ``None`` where none more is given.

    :param int held: cards there are already

    >>> west = CardRule(included=3, price=Decimal(2000), cap=5, above=CHARGE,
    ...                 above_price=Decimal(9000))
    >>> [str(price_of_card(west, held)) for held in range(7)]
    ['0', '0', '0', '2000', '2000', '9000', '9000']
    >>> price_of_card(CardRule(included=3), 3) is None
    True
    """
    cap = max(rule.cap, rule.included)
    if held < rule.included:
        return Decimal(0)
    if held < cap:
        return rule.price
    return rule.above_price if rule.above == CHARGE else None


def standing_of_card(rule, held):
    """Return what a named card is by the by-laws, after ``held`` others.

    :return: :data:`INCLUDED` in the fee, :data:`FURTHER`, or :data:`ABOVE` the cap

    >>> west = CardRule(included=3, cap=5, above=CHARGE)
    >>> [standing_of_card(west, held) for held in (2, 3, 4, 5)]
    ['included', 'further', 'further', 'above']

    A card given before the club lowered a cap beyond which it gives none is a further one:

    >>> standing_of_card(CardRule(included=1, cap=2), 2)
    'further'
    """
    if held < rule.included:
        return INCLUDED
    if held >= max(rule.cap, rule.included) and rule.above == CHARGE:
        return ABOVE
    return FURTHER
