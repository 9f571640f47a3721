# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""An interrupted run leaves nothing running and nothing behind."""

import os
import sys
import threading

from launcher.testing import children

# Like pytest with a served database: tidies up when it is interrupted.
SUITE = """
import sys, time
try:
    print("ready", flush=True)
    time.sleep(60)
finally:
    open(sys.argv[1], "w").write("tidied")
"""


def test_an_interrupted_suite_tidies_up(tmp_path):
    tidied, ready, codes = tmp_path / "tidied", threading.Event(), []

    def follow():
        command = [sys.executable, "-c", SUITE, tidied]
        log = tmp_path / "suite.log"
        codes.append(children.follow(command, log, lambda line: ready.set(), dict(os.environ)))

    thread = threading.Thread(target=follow)
    thread.start()
    assert ready.wait(30)
    children.end_all()
    thread.join(30)
    assert not thread.is_alive()
    assert tidied.read_text() == "tidied" and codes != [0]
