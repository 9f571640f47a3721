# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import test_access
from . import test_application
from . import test_card
from . import test_concurrency
from . import test_contacts
from . import test_demo
from . import test_dues_charge_state
from . import test_dues_expected
from . import test_dues_money
from . import test_dues_periods
from . import test_membership_rules
from . import test_performance
from . import test_membership_state
from . import test_portal
from . import test_roster_concurrency
from . import test_roster_import
from . import test_roster_people
from . import test_roster_refusals
from . import test_roster_rules
from . import test_roster_slices
from . import test_search
from . import test_tier
from . import test_welcome
from . import test_welcome_at_once
from . import test_charge
from . import test_fee_schedule
