# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What a guest usually does, read from what he did."""

from .address import address, part_of_day
from .nights import usual_nights
from .short_days import short_day, short_weekday
