# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What the person at the terminal sees."""

import sys
import time

_started = time.monotonic()


class ClubError(Exception):
    """A failure a person can do something about.

    :param message: what failed
    :param hint: what to do now; the command can be repeated afterwards
    """

    def __init__(self, message, hint=""):
        super().__init__(message)
        self.message = message
        self.hint = hint


def step(text):
    """Say what is being done now, with the seconds since the command was started."""
    print(f"[{time.monotonic() - _started:6.1f}s] {text}", file=sys.stderr, flush=True)


def warn(text):
    """Something is missing that this command can do without."""
    print(f"Warning: {text}", file=sys.stderr, flush=True)


def failure(error):
    """Print a :class:`ClubError`: what failed, then what to do."""
    print(f"\nFailed: {error.message}", file=sys.stderr)
    if error.hint:
        print(f"What to do: {error.hint}", file=sys.stderr)
    sys.stderr.flush()


def table(headers, rows):
    """A plain table as text, columns as wide as their widest cell."""
    lines = [headers, *rows]
    widths = [max(len(str(cell)) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(
        ("  " + "  ".join(str(cell).ljust(widths[i]) for i, cell in enumerate(line))).rstrip()
        for line in lines
    )


def confirm(question):
    """Ask for a plain yes; without a terminal the answer is no."""
    if not sys.stdin.isatty():
        return False
    return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
