# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import test_access_rights
from . import test_course
from . import test_closing
from . import test_compensation
from . import test_loop_at_once
from . import test_finding
from . import test_article
from . import test_portal
