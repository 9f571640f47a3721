# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The pure packages inside the addons run without Odoo, and their examples hold."""

import os
import subprocess

import pytest

from launcher import addons, lint, paths

# Runs the examples of one package with only Odoo's libraries in reach.
RUNNER = """
import doctest, importlib, os, pkgutil, sys, types
# The addons as packages without their own __init__, which would import Odoo.
addons, addon = os.path.split(sys.argv[1])
for name, path in [("addons", addons)] + [
    (f"addons.{entry.name}", entry.path) for entry in os.scandir(addons) if entry.is_dir()
]:
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = [path]
package = importlib.import_module(f"addons.{addon}.{sys.argv[2]}")
names = [entry.name for entry in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
attempted = failed = 0
for name in [package.__name__, *names]:
    result = doctest.testmod(importlib.import_module(name))
    attempted, failed = attempted + result.attempted, failed + result.failed
assert not [name for name in sys.modules if name.split(".")[0] == "odoo"], "imports odoo"
assert attempted, "not one example in " + sys.argv[2]
sys.exit(bool(failed))
"""

PACKAGES = [
    package for name in addons.manifests() for package in lint.pure_packages(paths.ADDONS / name)
]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: f"{path.parent.name}.{path.name}")
def test_the_examples_hold(env, package):
    done = subprocess.run(
        [str(env.python), "-c", RUNNER, str(package.parent), package.name],
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=paths.home(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
