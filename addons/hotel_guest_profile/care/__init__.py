# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Days and hours of care: when a birthday is kept, when years are over, when work is due."""

from .days import anniversary, kept_on, kept_years_before
from .hours import due_at, local_to_utc
