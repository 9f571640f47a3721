# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The rules of referrals and their rewards; plain Python, no Odoo."""
