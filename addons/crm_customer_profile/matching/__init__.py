# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Whether two records tell of one person: points for what agrees, two thresholds, hard limits."""

from .points import CERTAIN, FIELDS, NONE, POSSIBLE, Likeness, Person, compare, judge
