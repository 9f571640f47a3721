# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import account_payment
from . import calendar_attendee
from . import customer_completeness_item
from . import customer_department
from . import customer_preference
from . import customer_preference_conflict
from . import customer_timeline
from . import customer_timeline_correspondence
from . import customer_timeline_trade
from . import customer_topic
from . import mailing_trace
from . import res_config_settings
from . import res_partner
from . import res_partner_completeness
from . import res_partner_preferences
from . import res_partner_timeline
from . import account_move_lifecycle
from . import crm_lead_lifecycle
from . import crm_stage_lifecycle
from . import customer_state_move
from . import res_company_lifecycle
from . import res_config_settings_lifecycle
from . import res_partner_lifecycle
from . import res_partner_lifecycle_facts
from . import sale_order_lifecycle
