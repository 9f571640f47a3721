# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import base_partner_merge_lifecycle
from . import customer_state_change
from . import base_partner_merge_recognition
from . import customer_preference_note
from . import customer_transfer
from . import base_partner_merge_relations
from . import customer_quick_call
from . import customer_funnel
from . import customer_my_day
from . import mail_compose_message
from . import base_partner_merge_checklist
from . import base_partner_merge_value
from . import customer_segment_save
from . import base_partner_merge_undo
