# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""People who come in from a file of another system: what its columns and rows mean.

Nothing here knows Odoo. ``columns`` guesses what a heading stands for, ``countries`` and ``rows``
turn a row of text into a ``person``, ``checking`` holds the rows of a file against each other.
"""

from . import checking, columns, countries, person, problems, rows
