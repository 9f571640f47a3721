# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import test_access_rights
from . import test_course
from . import test_sla_clock
from . import test_board
from . import test_quality
from . import test_sla_hours
from . import test_sla_log
from . import test_escalation
from . import test_escalation_at_once
from . import test_figures
