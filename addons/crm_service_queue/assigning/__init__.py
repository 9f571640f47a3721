# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Who gets a request: plain Python, no database. See the module."""

from .choice import METHODS, Agent, Task, distribute
