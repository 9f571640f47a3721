# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import res_config_settings
from . import res_partner
