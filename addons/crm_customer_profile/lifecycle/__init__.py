# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Where a relation stands, from dated facts; how many get further, and how long it takes.

Nothing here reads a clock or a database; there is no odoo import.
"""
