# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Odoo 19 itself: Debian's package unpacked privately, or one that is here already."""

import dataclasses
import re
import shutil
from pathlib import Path

from launcher import apt, console, paths, steps
from launcher.console import ClubError

# Odoo's package links by relative path to files of its siblings. Font Awesome comes from
# the machine's own suite: unstable's is another major version than the web client needs.
PACKAGES = (
    "odoo-19",
    "libjs-jquery",
    "libjs-underscore",
    "libjs-jquery-form",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-font-awesome/stable",
    "fonts-inconsolata/stable",
    "fonts-wqy-zenhei/stable",  # Chinese glyphs for PDFs and screenshots
)
RECIPE = "1"  # raise it when unpacking or mending changes

# Debian leaves this non-free file out; without a file in its place every page logs an
# error. Only the blurred background of video calls is lost.
PLACEHOLDERS = {
    "mail/static/lib/selfie_segmentation/selfie_segmentation.js": (
        "// Left out by Debian (not free); the background blur of video calls needs it.\n"
    ),
}
PACKAGE_FOLDER = "usr/lib/python3/dist-packages"


@dataclasses.dataclass(frozen=True)
class Source:
    """Where an Odoo is."""

    odoo_bin: Path
    python_path: Path  # holds the package "odoo"
    addons: tuple
    identity: str  # changes with the version


def provide(own=None):
    """The Odoo to use.

    :param own: folder of one that is here already, or None to fetch Debian's
    :raise ClubError: it is no Odoo 19, or it cannot be fetched
    """
    if own:
        return _own(Path(own).expanduser().absolute())
    _fetch()
    package = paths.prefix() / PACKAGE_FOLDER
    return Source(
        odoo_bin=paths.prefix() / "usr/bin/odoo",
        python_path=package,
        addons=(package / "odoo/addons",),
        identity=_identity(package / "odoo"),
    )


def _own(folder):
    """An own Odoo: source checkout, installation prefix, or the package folder itself."""
    candidates = [
        (folder, folder / "odoo-bin"),
        (folder / PACKAGE_FOLDER, folder / "usr/bin/odoo"),
        (folder, folder / "setup/odoo"),
        (folder.parent, folder.parent / "odoo-bin"),
    ]
    for python_path, odoo_bin in candidates:
        package = python_path / "odoo"
        if not (package / "release.py").is_file():
            continue
        if not odoo_bin.is_file():
            odoo_bin = package / "__main__.py"
        addons = [package / "addons"]
        # A checkout has most of its addons beside the package.
        if not (package / "addons/web").is_dir() and (python_path / "addons").is_dir():
            addons.append(python_path / "addons")
        _check_version(package)
        return Source(odoo_bin, python_path, tuple(addons), _identity(package))
    raise ClubError(
        f"There is no Odoo in {folder}.",
        "--odoo-path takes a source checkout (the folder with odoo-bin), or a folder that "
        "holds the Python package odoo.",
    )


def _check_version(package):
    text = (package / "release.py").read_text()
    found = re.search(r"version_info\s*=\s*\(\s*['\"]?([^,'\"]+)['\"]?\s*,\s*(\d+)", text)
    if not found or found.groups() != ("19", "0"):
        version = ".".join(found.groups()) if found else "unknown"
        raise ClubError(
            f"{package} is Odoo {version}; these addons are for Odoo 19.0.",
            "Give the path of an Odoo 19.0, or none to have one fetched.",
        )


def _identity(package):
    return steps.fingerprint(package / "release.py", str(package), RECIPE)


def _fetch():
    made_from = steps.fingerprint(RECIPE, *PACKAGES)
    prefix = paths.prefix()
    if steps.done("odoo", made_from, prefix):
        return
    steps.forget("odoo")
    debs = paths.home() / "debs"
    if not steps.done("debs", made_from, debs):
        console.step("Fetching Odoo 19 (130 MB)")
        apt.download(PACKAGES, debs)
        steps.finish("debs", made_from, debs)
    console.step("Unpacking Odoo 19")
    fresh = prefix.with_name(prefix.name + ".part")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        apt.unpack(debs, fresh)
    except ClubError:
        steps.forget("debs")  # fetch again next time
        raise
    _mend(fresh)
    shutil.rmtree(prefix, ignore_errors=True)
    fresh.rename(prefix)
    steps.finish("odoo", made_from, prefix)


def _mend(prefix):
    package = prefix / PACKAGE_FOLDER
    _check_version(package / "odoo")
    addons = package / "odoo/addons"
    for name, text in PLACEHOLDERS.items():
        path = addons / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    # A second copy of the addons, half a gigabyte that nothing reads.
    shutil.rmtree(package / "addons", ignore_errors=True)
    broken = [
        str(path)
        for path in (addons / "web/static").rglob("*")
        if path.is_symlink() and not path.exists()
    ]
    if broken:
        raise ClubError(
            f"Odoo's package misses files it links to: {broken[:3]}",
            "Debian has changed its packages: add the one that holds the file to PACKAGES "
            "in launcher/odoo_source.py.",
        )
