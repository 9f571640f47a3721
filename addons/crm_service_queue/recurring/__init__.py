# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""When something comes again: the days of a pattern, and their hours in a time zone."""

from .localtime import get_zone, to_utc
from .pattern import Pattern

__all__ = ["Pattern", "get_zone", "to_utc"]
