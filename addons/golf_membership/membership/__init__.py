# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Pure membership rules: dates, ages, states and search keys. Nothing here imports odoo."""
