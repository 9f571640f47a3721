# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The arithmetic of a customer's value: points, means, Pareto classes, cycles. No odoo import.

The nightly job does the same in SQL for everybody at once; a test holds both together.
"""
