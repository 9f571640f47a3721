# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Debian packages: unpacked privately, or installed where we are allowed to.

The private way changes nothing of the system and needs no root: apt gets lists, caches
and sources of its own. The mirror is the one this machine already uses, and apt checks
the archive's signature as ever.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from launcher import console, paths
from launcher.console import ClubError

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
SOURCES = Path("/etc/apt")


def mirror():
    """Address and suite of the Debian archive this machine is configured with.

    :raise ClubError: this is no Debian
    """
    for address, suite, component in _configured_sources():
        # Third parties' archives have their own suites; security has no whole archive.
        if component == "main" and suite == _codename() and "security" not in address:
            return address.rstrip("/"), suite
    raise ClubError(
        "No Debian archive is configured in /etc/apt, so Odoo cannot be fetched.",
        "Use Debian 12, or say where your own Odoo 19 is: ./club up --odoo-path DIR",
    )


def _codename():
    release = dict(
        line.strip().split("=", 1)
        for line in Path("/etc/os-release").read_text().splitlines()
        if "=" in line
    )
    return release.get("VERSION_CODENAME", "").strip('"')


def _configured_sources():
    """(address, suite, component) of all that is configured.

    Read from the files, not from apt: apt knows of nothing before its first update.
    """
    for path in [SOURCES / "sources.list", *sorted(SOURCES.glob("sources.list.d/*"))]:
        if not path.is_file():
            continue
        text = path.read_text(errors="replace")
        if path.suffix == ".sources":
            yield from _deb822(text)
        elif path.suffix == ".list":
            yield from _one_line(text)


def _deb822(text):
    for stanza in re.split(r"\n\s*\n", re.sub(r"(?m)^#.*\n?", "", text)):
        fields = {
            name.lower(): value.split()
            for name, value in re.findall(r"(?m)^([\w-]+):((?:.*\n?)(?:[ \t]+.*\n?)*)", stanza)
        }
        if "deb" not in fields.get("types", ()) or fields.get("enabled") == ["no"]:
            continue
        for address in fields.get("uris", ()):
            for suite in fields.get("suites", ()):
                for component in fields.get("components", ()):
                    yield address, suite, component


def _one_line(text):
    for line in re.findall(r"(?m)^deb\s+(?:\[[^\]]*\]\s+)?(.+)", text):
        address, suite, *components = line.split("#")[0].split()
        for component in components:
            yield address, suite, component


def _options():
    state = paths.home() / "apt"
    for folder in (state / "lists" / "partial", state / "cache" / "archives" / "partial"):
        folder.mkdir(parents=True, exist_ok=True)
    options = {
        "Dir::Etc::SourceList": state / "sources.list",
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::Etc::Preferences": "/dev/null",
        "Dir::Etc::PreferencesParts": "/dev/null",
        "Dir::State::Lists": state / "lists",
        "Dir::Cache": state / "cache",
        "Debug::NoLocking": "1",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
        # Downloads go to a folder of ours, which apt's own user may not enter.
        "APT::Sandbox::User": "root",
    }
    return [word for name, value in options.items() for word in ("-o", f"{name}={value}")]


def _run(command, what, hint, **kw):
    """Run quietly; the output is shown only when it failed."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        **kw,
    )
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-8:])
        raise ClubError(f"{what}.\n{tail}", hint)
    return done.stdout


def download(packages, folder):
    """Put .deb files into a folder, which appears only when all of them are there.

    :param packages: names; "name/stable" takes it from this machine's own suite, a
        plain name from unstable
    """
    address, suite = mirror()
    if not KEYRING.exists():
        raise ClubError(f"{KEYRING} is missing.", "Install the package debian-archive-keyring.")
    hint = "Check the network connection and run the command again."
    state = paths.home() / "apt"
    options = _options()
    source = f"deb [signed-by={KEYRING}] {address}"
    (state / "sources.list").write_text(f"{source} unstable main\n{source} {suite} main\n")
    _run(["apt-get", *options, "update", "-q"], "The lists of packages could not be fetched", hint)
    names = [
        f"{name[: -len('/stable')]}/{suite}" if name.endswith("/stable") else f"{name}/unstable"
        for name in packages
    ]
    partial = folder.with_name(folder.name + ".part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    _run(
        ["apt-get", *options, "download", "-q", *names],
        "The packages could not be fetched",
        hint,
        cwd=partial,
    )
    shutil.rmtree(folder, ignore_errors=True)
    partial.rename(folder)


def unpack(folder, target):
    """Unpack all .deb files of a folder into a target folder."""
    target.mkdir(parents=True, exist_ok=True)
    for deb in sorted(folder.glob("*.deb")):
        _run(
            ["dpkg", "-x", str(deb), str(target)],
            f"{deb.name} could not be unpacked",
            "Is the disk full? Make room and run the command again.",
        )


def install(packages, purpose):
    """Install packages on the system when we are root.

    :return: None when done, else a sentence that says what to do
    """
    by_hand = f"Install {' '.join(packages)} (apt-get install {' '.join(packages)})"
    if not shutil.which("apt-get"):
        return f"Install for {purpose} what Debian calls: {' '.join(packages)}."
    if os.geteuid() != 0:
        return f"{by_hand} as root, then run the command again."
    console.step(f"Installing {' '.join(packages)} ({purpose})")
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    hint = "see above"
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        _run(command, "apt-get install failed", hint, env=variables)
    except ClubError:
        try:  # the lists may be missing or old
            _run(["apt-get", "update", "-q"], "apt-get update failed", hint, env=variables)
            _run(command, "apt-get install failed", hint, env=variables)
        except ClubError as error:
            return f"{by_hand}, then run the command again. It was tried: {error.message}"
    return None
