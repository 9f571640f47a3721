# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What can be said of an e-mail by its headers and bytes: plain Python. See each module."""

from .automatic import is_automatic
from .charsets import repair_charsets
from .numbers import find_numbers
from .shorten import cut_texts, shorten
