# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Arithmetic of the fee reconciliation report, in whole cents: sharing, standing, tables."""
