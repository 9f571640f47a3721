# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Who looks after whom: plain Python, no database. See each module."""

from .balance import Balance, Officer
from .number import NumberRange, split_number
from .rule import Person, Rule, conflict, first_match, in_order
