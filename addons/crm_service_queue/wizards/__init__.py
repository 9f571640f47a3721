# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import service_quality_sample
from . import service_sla_delay
