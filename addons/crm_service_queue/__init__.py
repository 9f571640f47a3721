# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import controllers
from . import demo
from . import models
from . import wizards
