# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import agent_portal
from . import preference_portal
