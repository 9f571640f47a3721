# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import service_portal
from . import service_portal_act
from . import service_portal_faq
from . import service_portal_rating
