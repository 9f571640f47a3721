# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Files of courses, holes and rounds: their headings, their cells, what can be wrong with them.

Plain Python: nothing in here knows of Odoo.
"""
