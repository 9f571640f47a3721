# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What the demo's people ask. It does nothing unless demo data is loaded."""

from . import service_demo_golf
