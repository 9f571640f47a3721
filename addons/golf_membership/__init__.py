# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import controllers, demo, models, reports, wizards
from .hooks import pre_init_hook, uninstall_hook
