# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import hotel_feedback
from . import hotel_stay
from . import hotel_trace
from . import service_queue
from . import service_request
from . import service_work_order
