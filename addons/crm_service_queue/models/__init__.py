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
from . import service_sla_target
from . import service_sla_policy
from . import service_sla_clock
from . import service_sla_hours
from . import service_request_sla
from . import service_request_sla_sync
from . import service_sla_delay
from . import service_escalation_rule
from . import service_escalation_log
from . import service_escalation_tick
from . import service_board
from . import service_report
from . import service_report_figures
