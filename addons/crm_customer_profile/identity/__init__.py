# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Identity documents without Odoo: what a valid number is, and how one is kept unreadable."""
