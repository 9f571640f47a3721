# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import test_access_rights
from . import test_guest_stat
from . import test_room
from . import test_stay
from . import test_stay_at_once
from . import test_stay_import
from . import test_stay_layouts
from . import test_stay_push
from . import test_anonymise
from . import test_consent
from . import test_feedback
from . import test_guest_status
from . import test_letter
from . import test_letter_at_once
from . import test_merge_care
from . import test_proposal
from . import test_trace
from . import test_trace_screen
from . import test_zone
from . import test_front_desk
from . import test_room_choice
from . import test_folio
from . import test_meal_order
from . import test_registration_card
from . import test_front_desk_at_once
from . import test_front_desk_tour
