# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import controllers
from . import models
