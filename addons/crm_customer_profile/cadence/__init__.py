# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""On which days something comes round again. Plain Python."""

from .days import Cadence
