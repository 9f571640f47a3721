# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Builder of the demo clubs. It does nothing unless demo data is loaded."""

from . import golf_demo
from . import golf_demo_people
from . import golf_demo_joining
from . import golf_demo_admission
from . import golf_demo_fees
from . import golf_demo_bank
from . import golf_demo_trade
from . import golf_demo_life
from . import golf_demo_reward
from . import golf_demo_rounds
from . import golf_demo_play
from . import golf_demo_tiers
from . import golf_demo_history
from . import golf_demo_shop
