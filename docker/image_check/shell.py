# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Running other programs and waiting for them."""

import socket
import subprocess
import time
from pathlib import Path

from launcher.console import ClubError


def run(command, *, what=None, **options):
    """Run to the end and return the output.

    :param what: for people, in the error message
    :raise ClubError: exit code other than 0; the end of the output is in the message
    """
    options = {"text": True, "errors": "replace", **options}
    done = subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        **options,
    )
    if done.returncode:
        output = (done.stdout + done.stderr)[-3000:]
        raise ClubError(f"{what or command[0]} failed (exit code {done.returncode}):\n{output}")
    return done.stdout


def free_ports(count):
    """Ports nobody listens on now."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def wait_until(condition, seconds, what, process=None, log=None):
    """Repeat until ``condition()`` is true.

    :param process: give up as soon as it has ended
    :raise ClubError: with the end of the file ``log``
    """
    deadline = time.monotonic() + seconds
    while not condition():
        ended = process is not None and process.poll() is not None
        if ended or time.monotonic() > deadline:
            tail = Path(log).read_text(errors="replace")[-3000:] if log else ""
            state = f"ended with {process.returncode}" if ended else f"took over {seconds} s"
            raise ClubError(f"{what} {state}.\n{tail}")
        time.sleep(0.1)


def listens(port):
    """Whether somebody accepts connections there."""
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", int(port))) == 0
