# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Virtual environments with locked packages, and the OCA companions."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from launcher import apt, console, paths, steps
from launcher.console import ClubError

VERSIONS = ((3, 10), (3, 13))  # what Odoo 19 runs on, and what the locks were tried with
LOCKS = {
    "odoo": "requirements.txt",
    "test": "requirements-test.txt",
    "lint": "requirements-lint.txt",
}


def interpreter():
    """The Python to make environments with: our own, else another one Odoo 19 runs on.

    :raise ClubError: there is none
    """
    if VERSIONS[0] <= sys.version_info[:2] <= VERSIONS[1]:
        # Not sys.executable: that may be a virtual environment somebody removes.
        return Path(getattr(sys, "_base_executable", None) or sys.executable)
    for minor in range(VERSIONS[1][1], VERSIONS[0][1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return Path(found)
    raise ClubError(
        f"Odoo 19 runs on Python 3.10 to 3.13; this is {sys.version.split()[0]}.",
        "Install one of them, or start the command with it: python3.12 club up",
    )


def provide(name):
    """Python of an environment ("odoo", "test" or "lint") with its locked packages."""
    lock = paths.ROOT / LOCKS[name]
    folder = paths.venv(name)
    python = folder / "bin/python"
    base = interpreter()
    # Scripts hold the folder's own path, so an environment that was moved is made anew.
    made_from = steps.fingerprint(lock, str(folder), str(base), _version(base))
    if steps.done(f"python-{name}", made_from, folder) and python.exists():
        return python
    steps.forget(f"python-{name}")
    console.step(f"Installing the Python packages of {lock.name}")
    shutil.rmtree(folder, ignore_errors=True)
    _create(base, folder)
    pip(python, "-r", str(lock))
    steps.finish(f"python-{name}", made_from, folder)
    return python


def companions(python):
    """Folder of the OCA addons that stand beside ours."""
    return _oca_addons(python, "companions", paths.companions())


def rivals(python):
    """Folder of the OCA addons that the benchmarks measure ours against."""
    return _oca_addons(python, "rivals", paths.rivals())


def _oca_addons(python, name, folder):
    lock = paths.ROOT / f"requirements-{name}.txt"
    made_from = steps.fingerprint(lock)
    addons = folder / "odoo/addons"
    if steps.done(name, made_from, folder):
        return addons
    steps.forget(name)
    console.step(f"Installing the OCA {name}")
    fresh = folder.with_name(folder.name + ".part")
    shutil.rmtree(fresh, ignore_errors=True)
    # Their own dependency "odoo" is not on the package index.
    pip(python, "--no-deps", "--target", str(fresh), "-r", str(lock))
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    steps.finish(name, made_from, folder)
    return addons


def pip(python, *args):
    """``pip install`` from a lock file, from the index this machine is configured with."""
    log = paths.logs() / "pip.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [str(python), "-m", "pip", "install", "--require-hashes", "--no-input"]
    command += ["--disable-pip-version-check", *args]
    with open(log, "w") as file:
        code = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            cwd=paths.home(),
            env={**os.environ, "PYTHONNOUSERSITE": "1", "PIP_USER": "0"},
        ).returncode
    if code:
        lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
        raise ClubError(
            "Python packages could not be installed.\n" + "\n".join(lines[-8:]),
            f"Check the network connection and run the command again. Full log: {log}",
        )


def _version(python):
    code = "import sys; print(sys.version)"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout


def _create(base, folder):
    """An environment with pip, also where Debian's python3-venv is not installed."""
    if _run(base, "-m", "venv", str(folder)) == 0:
        return
    shutil.rmtree(folder, ignore_errors=True)
    if _run(base, "-m", "venv", "--without-pip", str(folder)):
        raise ClubError(
            f"{base} cannot make a virtual environment.",
            "Install Debian's python3-venv, or start the command with another Python.",
        )
    # Debian keeps pip for environments in a package of its own: one file, used in place.
    wheels = paths.home() / "pip-wheel"
    apt.download(["python3-pip-whl/stable"], wheels)
    apt.unpack(wheels, wheels / "files")
    (wheel,) = (wheels / "files/usr/share/python-wheels").glob("pip-*.whl")
    if _run(folder / "bin/python", f"{wheel}/pip", "install", "--no-index", str(wheel)):
        raise ClubError("pip could not be put into the environment.", "Install python3-venv.")
    shutil.rmtree(wheels)


def _run(*command):
    return subprocess.run(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ).returncode
