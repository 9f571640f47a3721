# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Where a request goes: plain Python, no database. See the module."""

from .rule import Case, Rule, first_match
