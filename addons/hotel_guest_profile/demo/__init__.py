# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Builder of the demo guests' stays. It does nothing unless demo data is loaded."""

from . import hotel_demo
from . import hotel_demo_desk
from . import hotel_demo_care
from . import hotel_demo_today
