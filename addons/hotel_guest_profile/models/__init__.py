# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

# Stays
from . import hotel_property
from . import hotel_room_type
from . import hotel_room
from . import hotel_code
from . import hotel_group
from . import hotel_stay
from . import hotel_stay_rules
from . import hotel_guest_stat
from . import hotel_guest_stat_refresh
from . import hotel_guest_intake
from . import hotel_stay_intake
from . import hotel_stay_push
from . import hotel_stay_import
from . import hotel_stay_import_line
from . import res_partner_stays
from . import customer_timeline
