# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Our own lint checks find what they are for."""

import pytest

from launcher import addons, lint, paths


def pure_package(tmp_path, source):
    """An addon with the pure packages ``rules`` (holding ``source``) and ``tables``."""
    folder = tmp_path / "addons" / "golf_example"
    for package in ("models", "rules", "tables"):
        (folder / package).mkdir(parents=True)
        (folder / package / "__init__.py").write_text("")
    (folder / "models" / "member.py").write_text("from odoo import models\n")
    (folder / "rules" / "age.py").write_text(source)
    return folder


@pytest.mark.parametrize(
    "source",
    [
        "import odoo\n",
        "from odoo.tools import float_round\n",
        "def late():\n    from odoo import fields\n",
        "from ..models import member\n",
        "from .. import models\n",
        "from ...golf_other.rules import x\n",
    ],
)
def test_an_import_of_odoo_in_a_pure_package_is_found(tmp_path, source):
    (found,) = lint.impure(pure_package(tmp_path, source))
    assert "golf_example/rules/age.py" in found


@pytest.mark.parametrize(
    "source",
    ["import math\n", "from . import age\n", "from ..tables import x\n", "from .. import tables\n"],
)
def test_a_pure_package_may_import_what_is_pure(tmp_path, source):
    assert list(lint.impure(pure_package(tmp_path, source))) == []


def test_the_folders_of_odoo_code_are_not_taken_for_pure():
    for name in addons.manifests():
        for package in lint.pure_packages(paths.ADDONS / name):
            assert package.name not in ("models", "wizards", "controllers", "reports", "tests")
