# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The arithmetic of fees: periods, proration, what is due, its state. No odoo import.

Money is ``Decimal``, days are counted inclusively, nothing reads a clock or a database.
"""
