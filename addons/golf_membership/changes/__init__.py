# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""By-laws on people and on changes of a membership. Plain Python; no Odoo."""

from . import fees, leave, people
