# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What stands behind ``./club``: setting up, serving, testing. Standard library only."""
