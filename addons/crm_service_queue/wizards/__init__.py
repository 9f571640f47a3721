# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import service_request_merge
from . import service_request_split
from . import service_work_split
from . import service_pack_load
from . import service_phone
from . import service_quality_sample
from . import service_sla_delay
