# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Tiers that move, guests and benefits: the decisions, without Odoo."""
