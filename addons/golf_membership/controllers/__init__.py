# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import contract
from . import fee_report
from . import portal
from . import portal_rounds
