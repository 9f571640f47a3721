# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What was promised, by which clock, and whether it was kept. Plain Python."""

from .clock import PAUSE, REACH, RESUME, START, VOID, Clock, Reading
from .hours import Hours, Shift
from .log import CALLBACK, FIRST_RESPONSE, RESOLUTION, Happening, Log
from .policy import Facts, Policy, Target, choose
