# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The image the Dockerfile builds on: the official one, or one made here like it.

Where no registry can be reached, a stand-in is made of a minimal Debian of the running
release, the Odoo and the Python packages the launcher has fetched, and scripts with the
official image's interface. It differs in having no wkhtmltopdf (no PDFs), no tests and, of
Odoo's translations and countries, only the Chinese.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

from image_check import shell
from launcher import apt, paths, system
from launcher.console import ClubError, step

OFFICIAL = os.environ.get("CLUB_BASE_IMAGE") or "odoo:19.0"
STANDIN = Path(__file__).parent / "standin"
STANDIN_IMAGE = "localhost/odoo-standin"
# What the official image installs from its own distribution and the check uses.
PACKAGES = "ca-certificates,fontconfig,fonts-noto-cjk,libmagic1,python3,python3-pip"


def base_image(buildah):
    """Name of an image to build on; fetched or made when it is not in the store."""
    if buildah.has_image(OFFICIAL):
        return OFFICIAL
    pull = subprocess.run(
        buildah.command("pull", "--quiet", OFFICIAL), capture_output=True, text=True, timeout=900
    )
    if pull.returncode == 0:
        return OFFICIAL
    name = f"{STANDIN_IMAGE}:{fingerprint()}"
    if not buildah.has_image(name):
        # Whatever was built on an older one is of no use any more either: gigabytes.
        buildah("rmi", "--all", "--force")
        reason = pull.stderr.strip().splitlines()[-1:] or ["no reason given"]
        step(f"{OFFICIAL} cannot be pulled ({reason[0][:120]}): making a stand-in")
        build(buildah, name)
    return name


def fingerprint():
    """Of all that goes into the stand-in: another one is made when any of it changes."""
    parts = [PACKAGES, release()]
    sources = [Path(__file__), *sorted(STANDIN.iterdir())]
    parts += [path.read_text() for path in sources]
    parts += sorted(path.name for path in site_packages().glob("*.dist-info"))
    odoo = paths.prefix() / "usr/lib/python3/dist-packages/odoo/release.py"
    parts += [odoo.read_text(), str(int(odoo.stat().st_mtime))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def release():
    """Code name of the running Debian release."""
    fields = platform.freedesktop_os_release()
    codename = fields.get("VERSION_CODENAME", "")
    if fields.get("ID") != "debian" or not codename:
        raise ClubError(
            "The stand-in for the official Odoo image is made only on Debian.",
            "log in to a registry that has the official image and name it in "
            "CLUB_BASE_IMAGE, or build with a Docker engine: docker compose build",
        )
    return codename


def site_packages():
    found = list(paths.venv().glob("lib/python3*/site-packages"))
    if not found or not (paths.prefix() / "usr/bin/odoo").exists():
        raise ClubError("Odoo is not set up here.", "run ./club up first")
    return found[0]


def build(buildah, name):
    codename, libraries = release(), site_packages()
    mirror, _suite = apt.mirror()
    purpose = "making a base image for the container check"
    mmdebstrap = system.provide(("mmdebstrap",), ["mmdebstrap"], purpose)
    container = buildah("from", "scratch").strip()
    try:
        root = Path(buildah("mount", container).strip())
        step(f"a minimal Debian {codename}")
        shell.run(
            [mmdebstrap, "--variant=minbase", f"--include={PACKAGES}", codename, root,
             mirror],
            what="mmdebstrap",
        )  # fmt: skip
        target = root / "usr/lib/python3/dist-packages"
        _same_python(root, libraries)
        step("Odoo and its Python packages into it")
        shutil.copytree(
            paths.prefix() / "usr", root / "usr",
            symlinks=True, dirs_exist_ok=True, ignore=_left_out,
        )  # fmt: skip
        shutil.copytree(
            libraries, target, symlinks=True, dirs_exist_ok=True, ignore=_not_ours_to_copy
        )
        _official_interface(root)
        for setting in (
            ["--env=LANG=C.UTF-8"],
            ["--env=ODOO_RC=/etc/odoo/odoo.conf"],
            ["--user=odoo"],
            ['--entrypoint=["/entrypoint.sh"]'],
            ["--cmd=odoo"],
            ["--volume=/var/lib/odoo"],
            ["--volume=/mnt/extra-addons"],
        ):
            buildah("config", *setting, container)
        step("keeping the stand-in")
        buildah("commit", "--quiet", "--format=docker", container, name)
    finally:
        buildah("rm", container)


def _same_python(root, libraries):
    theirs = os.readlink(root / "usr/bin/python3")
    ours = libraries.parent.name
    if theirs != ours:
        raise ClubError(
            f"The stand-in's Python is {theirs}, the launcher's packages are for {ours}.",
            f"set the launcher up with Debian's own {theirs}, or name the official image in "
            "CLUB_BASE_IMAGE",
        )


def _left_out(folder, names):
    """Most of the files: tests, translations but the Chinese, other countries' addons."""
    folder = Path(folder)
    if folder.name == "i18n":
        return [name for name in names if not name.startswith("zh_CN")]
    if folder.parent.name == "addons":
        return [name for name in names if name == "tests"]
    if folder.name in ("addons", "share"):
        return [name for name in names if re.match("doc$|man$|l10n_(?!cn)|test_", name)]
    return []


def _not_ours_to_copy(folder, names):
    """Debian's own pip stays, and what docker/requirements.txt must bring is not given."""
    if Path(folder).name != "site-packages":
        return []
    ours = ("cn2an", "proces", "pypinyin")
    apart = ("pip", "setuptools", "_distutils_hack", "distutils-", "odoo", *ours)
    return [name for name in names if name.endswith(".pth") or name.startswith(apart)]


def _official_interface(root):
    """User, folders and scripts as the official image has them."""
    shell.run(["chroot", root, "useradd", "--system", "--user-group", "--home-dir=/var/lib/odoo",
               "--shell=/usr/sbin/nologin", "odoo"])  # fmt: skip
    for folder in ("var/lib/odoo", "mnt/extra-addons", "etc/odoo"):
        (root / folder).mkdir(parents=True, exist_ok=True)
        shell.run(["chroot", root, "chown", "odoo:odoo", f"/{folder}"])
    for script, place in (
        ("entrypoint.sh", "entrypoint.sh"),
        ("wait-for-psql.py", "usr/local/bin/wait-for-psql.py"),
    ):
        shutil.copy(STANDIN / script, root / place)
        (root / place).chmod(0o755)
