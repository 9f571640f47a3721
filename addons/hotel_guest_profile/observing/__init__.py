# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What a guest seems to want, from what he had: a person confirms it before it counts."""

from .patterns import Floor, Habit, find_floor, find_habits
