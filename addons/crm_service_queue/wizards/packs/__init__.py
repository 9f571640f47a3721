# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Example configurations: what a trade asks for, as records and properties, without code."""

from . import insurance, logistics

PACKS = {"insurance": insurance.RECORDS, "logistics": logistics.RECORDS}
