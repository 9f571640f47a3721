# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import base_partner_merge
from . import golf_referral_correct
from . import base_partner_merge_handicap
from . import golf_referral_pay
from . import golf_resignation
from . import golf_resignation_line
from . import golf_reissue
from . import golf_status_on_day
from . import golf_fee_setup
from . import golf_fee_setup_account
from . import golf_fee_setup_reminders
from . import golf_billing_preview
from . import golf_waive
from . import golf_admission_decision
from . import golf_tier_override
from . import golf_tier_pyramid
from . import golf_tier_pyramid_line
