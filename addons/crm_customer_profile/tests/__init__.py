# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import test_access_log
from . import test_allocation
from . import test_discount
from . import test_owner
from . import test_person
from . import test_alert
from . import test_cadence
from . import test_need
from . import test_purchase_cycle
from . import test_purchase_cycle_at_once
from . import test_preference
from . import test_preference_access
from . import test_preference_rules
from . import test_relation
from . import test_relation_at_once
from . import test_timeline
from . import test_lifecycle
from . import test_completeness
from . import test_recognition
from . import test_value
from . import test_contact
from . import test_identifier
from . import test_identity
from . import test_funnel
from . import test_plan
