# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Stays as files and other systems tell them: plain values, without Odoo."""
