# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The machine-readable zone of travel documents, as ICAO Doc 9303 (8th edition, 2021) lays it out.

Plain Python: a scanner types the lines, this says what they hold and which of them cannot be.
"""

from .check import check_digit, is_checked
from .country import country_code
from .layout import LAYOUTS, find_layout
from .person import is_same_name
from .zone import Problem, Zone, looks_like_zone, read
