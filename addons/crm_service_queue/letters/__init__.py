# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What can be said of a letter by its headers, bytes and words: plain Python. See each module."""

from .automatic import is_automatic
from .charsets import repair_charsets
from .numbers import find_numbers
from .own_words import own_words
from .shorten import cut_texts, shorten
from .thanks import is_mere_thanks
