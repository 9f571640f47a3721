# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Programs of the system: found, installed where we are root, or asked for."""

import shutil
from pathlib import Path

from launcher import apt, console, paths, steps
from launcher.console import ClubError

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def provide(names, packages, purpose, required=True):
    """A program of the system, installed through apt when it is absent and we are root.

    :param names: the command's names, the best first
    :param required: whether to fail without it; else warn and return None
    :raise ClubError: with what to install
    """
    found = _which(names)
    if found:
        return found
    advice = apt.install(packages, purpose)
    found = _which(names)
    if found:
        return found
    missing = f"{names[0]} is missing ({purpose})."
    if required:
        raise ClubError(missing, advice or f"Install {names[0]} and run the command again.")
    console.warn(f"{missing} {advice or ''}")
    return None


def _which(names):
    return next((Path(path) for path in map(shutil.which, names) if path), None)


def chromium():
    """A browser for tests and screenshots."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return provide(names, ["chromium"], "the browser tests")


def wkhtmltopdf(required):
    """Prints PDFs: invoices, membership cards."""
    return provide(("wkhtmltopdf",), ["wkhtmltopdf"], "printing PDFs", required)


def office():
    """Recalculates workbooks in the tests: LibreOffice Calc without its windows."""
    names = ("soffice", "libreoffice")
    return provide(names, ["libreoffice-calc-nogui"], "the tests of workbooks")


def fonts():
    """A fontconfig file that adds the fonts unpacked beside Odoo, Chinese ones included."""
    path = paths.home() / "fonts.conf"
    text = FONTS.format(fonts=paths.prefix() / "usr/share/fonts", cache=paths.home() / "fontcache")
    if not path.exists() or path.read_text() != text:
        steps.write(path, text)
    return path
