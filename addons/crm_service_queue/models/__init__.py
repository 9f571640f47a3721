# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import service_skill
from . import service_delay_reason
from . import service_root_cause
from . import service_tier
from . import service_tier_source
from . import service_category
from . import service_queue
from . import service_queue_member
from . import service_event
from . import service_request
from . import service_request_flow
from . import service_request_talk
from . import service_queue_alias
from . import service_queue_offer
from . import service_queue_dashboard
from . import service_queue_member_offer
from . import service_routing_rule
from . import service_request_routing
from . import service_request_assign
from . import service_request_repeat
from . import service_request_merge
from . import service_request_mail
from . import service_mail_gateway
from . import service_intake_company
from . import service_intake_settings
