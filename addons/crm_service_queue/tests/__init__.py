# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import test_access_rights
from . import test_course
from . import test_work_order
from . import test_work_billing
from . import test_recurring
from . import test_service_packs
from . import test_service_plan
from . import test_work_tour
from . import test_work_at_once
from . import test_work_request
