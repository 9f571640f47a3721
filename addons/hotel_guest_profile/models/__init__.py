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
from . import res_partner_stays
