# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from . import test_members
