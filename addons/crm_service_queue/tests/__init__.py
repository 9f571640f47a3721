# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import test_access_rights
from . import test_course
from . import test_routing
from . import test_assign
from . import test_assign_at_once
from . import test_repeat_merge
from . import test_mail_gateway
from . import test_sla_clock
from . import test_work_order
from . import test_work_billing
from . import test_closing
from . import test_compensation
from . import test_loop_at_once
from . import test_finding
from . import test_article
from . import test_intake
from . import test_board
from . import test_quality
from . import test_sla_hours
from . import test_sla_log
from . import test_escalation
from . import test_escalation_at_once
