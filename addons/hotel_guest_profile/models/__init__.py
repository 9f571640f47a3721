# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

# Stays
from . import hotel_property
from . import hotel_room_type
from . import hotel_room
from . import hotel_code
from . import hotel_group
from . import hotel_stay
from . import hotel_stay_averages
from . import hotel_stay_rules
from . import hotel_guest_stat
from . import hotel_guest_stat_refresh
from . import hotel_guest_intake
from . import hotel_stay_intake
from . import hotel_stay_push
from . import hotel_stay_import
from . import hotel_stay_import_line
from . import res_partner_stays
from . import customer_merge_hotel
from . import res_partner_numbers
from . import customer_timeline

# Preferences that act
from . import customer_department_hotel
from . import customer_topic_hotel
from . import hotel_trace
from . import hotel_stay_traces
from . import hotel_preference_proposal
from . import hotel_preference_observation

# Order among guests, and care
from . import hotel_vip_level
from . import res_partner_guest_status
from . import hotel_feedback
from . import hotel_stay_feedback
from . import customer_timeline_care
from . import hotel_consent_text
from . import hotel_consent
from . import hotel_consent_portal
from . import res_company_care
from . import hotel_care
from . import hotel_letter
from . import res_partner_care
from . import res_partner_anonymise

# Front desk
from . import hotel_folio_line
from . import hotel_stay_folio
from . import account_move_folio
from . import hotel_meal_order
from . import hotel_room_choice
from . import res_partner_habits
from . import res_partner_alerts_hotel
from . import hotel_stay_desk
from . import hotel_desk
from . import hotel_desk_house
from . import hotel_desk_zone
from . import hotel_desk_guest
from . import hotel_desk_check_in
from . import hotel_desk_check_out
from . import res_partner_desk_hotel
from . import res_partner_standing_hotel
