# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A club's roster file: read it, understand its rows, find what is wrong with them.

Nothing here knows Odoo. ``reading`` turns bytes into rows of text, ``rows`` turns a row of text
into values, ``checking`` holds the rows against each other and against what the club knows.
"""

from . import checking, columns, problems, reading, rows, values
