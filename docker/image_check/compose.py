# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""docker/compose.yaml as Compose itself reads it; no engine is needed for that."""

import json
import os
import shutil
import subprocess

from launcher import paths, system
from launcher.console import ClubError

FILE = paths.ROOT / "docker" / "compose.yaml"
REQUIRED = ("CLUB_DB_ADMIN_PASSWORD", "CLUB_DB_PASSWORD", "CLUB_ADMIN_PASSWORD")


def read(settings):
    """All services with settings filled in and references followed.

    :param settings: what would stand in docker/.env; the machine's own is not read
    :raise ClubError: Compose refuses; its reason is the message
    """
    command, to_json = _compose()
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CLUB_")}
    # An .env file of this checkout is somebody's own; an empty one says nothing.
    nothing = paths.home() / "docker" / "empty.env"
    nothing.parent.mkdir(parents=True, exist_ok=True)
    nothing.write_text("")
    done = subprocess.run(
        [*command, "--env-file", nothing, "--file", FILE, "config", *to_json],
        env={**clean, **settings},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise ClubError(done.stderr.strip() or done.stdout.strip())
    text = done.stdout
    if not to_json:
        # Debian's Compose 1 writes YAML, and brings the module that reads it.
        convert = "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)"
        text = subprocess.run(
            ["/usr/bin/python3", "-c", convert],
            input=text, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    return _unescaped(json.loads(text))


def _compose():
    """Command line of the Compose that is here, and its options for JSON."""
    if docker := shutil.which("docker"):
        found = subprocess.run([docker, "compose", "version"], capture_output=True)
        if found.returncode == 0:
            return [docker, "compose"], ["--format", "json"]
    program = system.provide(
        ("docker-compose",), ["docker-compose"], "reading docker/compose.yaml"
    )
    return [program], []


def _unescaped(value):
    """``config`` doubles every $ again, so that its output could be read once more."""
    if isinstance(value, dict):
        return {key: _unescaped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_unescaped(item) for item in value]
    return value.replace("$$", "$") if isinstance(value, str) else value
