# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What people want, as values: rules on numbers, wishes, how they fit, contradict and read.

Plain Python; topics are any hashable keys, so that the models can give ids and tests names.
"""

from .conflict import Conflict, find_conflicts
from .display import compose
from .number import NumberRule
from .wish import Fact, Fit, Verdict, Wish, judge, weigh
