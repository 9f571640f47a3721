# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import base_partner_merge_stays
from . import base_partner_merge_care
from . import hotel_anonymise
from . import hotel_stay_cancel
