# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import account_move
from . import account_move_line
from . import crm_lead
from . import golf_club_brand
from . import golf_membership
from . import golf_membership_state
from . import golf_membership_ledger
from . import golf_membership_card
from . import golf_membership_welcome
from . import golf_membership_event
from . import golf_roster_import
from . import golf_roster_check
from . import golf_roster_ledger
from . import golf_roster_booking
from . import golf_roster_people
from . import golf_roster_run
from . import golf_roster_import_line
from . import golf_tier_benefit
from . import ir_actions_report
from . import product_template
from . import res_company
from . import res_config_settings
from . import res_partner
from . import res_partner_grade
from . import sale_order
