# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Which room suits a guest: what must be filters, what is wished for ranks, all of it explained.

Plain Python on the wishes of ``crm_customer_profile.preferences``.
"""

from .choice import Choice, choose
from .scale import Scale
