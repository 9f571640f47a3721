# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A file of rows, as people keep them: from its bytes to rows of text, and single values of these.

Nothing here knows Odoo, nor what the rows are about. ``reading`` turns bytes into rows of text,
``encoding`` finds the characters of a text file, ``values`` what every kind of row has: names,
dates, addresses. What a row means is up to whoever reads it.
"""

from . import encoding, problems, reading, values, workbook
