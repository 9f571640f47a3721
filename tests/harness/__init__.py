# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What the journeys stand on: a running product, a browser, the JSON-2 API."""
