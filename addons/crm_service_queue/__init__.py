# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

<<<<<<< HEAD
from . import demo
=======
from . import controllers
>>>>>>> svc_d
from . import models
from . import wizards
