# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The processes of the suites: followed line by line, and ended when the run is."""

import signal
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from launcher import paths

_running: set[subprocess.Popen] = set()
_lock = threading.Lock()


def follow(command: list, log_path: Path, heed: Callable[[str], None], variables: dict):
    """Run ``command`` with its output in ``log_path``; ``heed`` is given every line.

    :param variables: the whole environment of the process
    :return: the exit code
    """
    log_path.parent.mkdir(parents=True, exist_ok=True)
    with log_path.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd=paths.ROOT,
            env=variables,
            # Ctrl-C at the terminal reaches only us; end_all passes it on, once.
            start_new_session=True,
        )
        with _lock:
            _running.add(process)
        try:
            for line in process.stdout:
                log.write(line)
                log.flush()
                heed(line)
            return process.wait()
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(60)
            with _lock:
                _running.discard(process)


def end_all() -> None:
    """Interrupt every process still running, so that it tidies up and ends.

    SIGINT and not SIGTERM: pytest then tears its fixtures down, servers and databases.
    """
    with _lock:
        for process in _running:
            process.send_signal(signal.SIGINT)
