# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What the demo clubs look like, as plain data. Nothing here imports odoo."""
