# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import golf_membership
from . import service_request
