# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Where things lie. Everything fetched or generated is below :func:`home`."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDONS = ROOT / "addons"


def home() -> Path:
    """The one git-ignored folder: ``.club``, or wherever CLUB_HOME says."""
    return Path(os.environ.get("CLUB_HOME") or ROOT / ".club").absolute()


def prefix() -> Path:
    """Unpacked Debian packages: Odoo and the files it links to.

    Not called "odoo": a folder of that name in the current directory would be
    importable as a namespace package and shadow the real one.
    """
    return home() / "odoo19"


def venv(name: str = "odoo") -> Path:
    """Virtual environment: "odoo" for the server, "test" and "lint" for the tools."""
    return home() / ("venv" if name == "odoo" else f"venv-{name}")


def companions() -> Path:
    """OCA addons that stand beside ours."""
    return home() / "companions"


def rivals() -> Path:
    """OCA addons that the benchmarks measure ours against."""
    return home() / "rivals"


def cluster() -> Path:
    """Files of the embedded PostgreSQL cluster."""
    return home() / "pg"


def data() -> Path:
    """Odoo's data directory: filestore and sessions."""
    return home() / "data"


def identity_key() -> Path:
    """The key that identity numbers are encrypted by; in no database and no backup."""
    return home() / "identity.key"


def logs() -> Path:
    return home() / "log"


def stamps() -> Path:
    """One file for each step of the set-up that is done."""
    return home() / "stamps"
