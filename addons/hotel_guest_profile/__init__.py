# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import demo
from . import controllers
from . import models
from . import wizards
from .hooks import _enable_btree_gist
