# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Builder of a year of requests. It does nothing unless demo data is loaded."""

from . import service_demo
from . import service_demo_chinese
from . import service_demo_knowledge
from . import service_demo_quality
from . import service_demo_work
