# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Builder of the demo people's past. It does nothing unless demo data is loaded."""

from . import customer_demo
from . import customer_demo_money
