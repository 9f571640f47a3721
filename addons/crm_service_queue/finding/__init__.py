# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""How an article is found by what somebody is typing, in words of letters and in Chinese."""

from .tokens import strip_markup, tokenise
from .weights import WEIGHTS, rank, weigh
