# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import fee_reconciliation
from . import member_card
from . import receipt
