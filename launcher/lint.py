# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""``./club lint``: style and conventions, Odoo's and our own.

ruff (.ruff.toml), pylint-odoo (.pylintrc), the OCA's checks of data files and
translations, then what no tool knows: every text is translated into Chinese, and the
pure packages inside the addons stay free of Odoo.
"""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

from launcher import addons, console, environment, paths

LANGUAGE = "zh_CN"
# xml-tag-position is noisy (the OCA's own addons fail it); the header's spelling and
# numbers without eval are matters of taste that Odoo itself does not follow.
DISABLED = "xml-tag-position,xml-header-wrong,xml-field-numeric-without-eval,prefer-readme-rst"
# Folders of an addon that hold Odoo code; every other Python package in it is pure.
ODOO_FOLDERS = {"controllers", "demo", "migrations", "models", "reports", "tests", "wizards"}


def main(options) -> int:
    """Run all checks and print every finding; 1 when there is one."""
    with environment.prepared(options, need=("lint",)) as env:
        found = 0
        for name, check in _checks(env.lint_python):
            problems = check()
            found += len(problems)
            print(f"{name:<28} {f'{len(problems)} findings' if problems else 'clean'}", flush=True)
            for problem in problems:
                print(f"  {problem}", flush=True)
    if not found:
        console.step("Lint is clean.")
    return 1 if found else 0


def _checks(python: Path) -> list:
    tools = Path(python).parent
    folders = [paths.ADDONS / name for name in addons.manifests()]
    translations = sorted(paths.ADDONS.glob("*/i18n/*.po*"))
    checks = [
        ("ruff", lambda: _run(tools / "ruff", "check", "--output-format=concise", paths.ROOT)),
    ]
    if folders:
        checks += [
            ("pylint-odoo", lambda: _run(python, "-m", "pylint", *folders)),
            ("OCA checks of addons", lambda: _oca(tools / "oca-checks-odoo-module", folders)),
        ]
    if translations:
        checks.append(
            ("OCA checks of translations", lambda: _oca(tools / "oca-checks-po", translations))
        )
    return [
        *checks,
        (f"{LANGUAGE} is complete", lambda: _untranslated(python, folders)),
        ("pure packages", lambda: [found for folder in folders for found in impure(folder)]),
    ]


def _run(*command) -> list[str]:
    """The lines a tool prints, when it is not content."""
    done = subprocess.run(
        [str(word) for word in command], cwd=paths.ROOT, capture_output=True, text=True
    )
    # Findings only: neither headings nor advice.
    printed = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    lines = [line for line in printed if not line.startswith(("*", "🔴"))]
    if done.returncode and not lines:
        lines = [f"{command[0]} ended with exit code {done.returncode}"]
    return lines if done.returncode else []


def _oca(tool: Path, targets: list) -> list[str]:
    return [line for target in targets for line in _run(tool, f"--disable={DISABLED}", target)]


def _untranslated(python: Path, folders: list[Path]) -> list[str]:
    script = Path(__file__).with_name("lint_translations.py")
    return _run(python, script, LANGUAGE, *folders) if folders else []


def pure_packages(addon: Path) -> list[Path]:
    """The packages of an addon that hold rules of the field and no Odoo code."""
    return sorted(
        path.parent for path in addon.glob("*/__init__.py") if path.parent.name not in ODOO_FOLDERS
    )


def impure(addon: Path) -> Iterator[str]:
    """Imports in the pure packages of ``addon`` that lead to Odoo or to its Odoo code."""
    packages = pure_packages(addon)
    names = {package.name for package in packages}
    for package in packages:
        for path in sorted(package.rglob("*.py")):
            depth = len(path.relative_to(package).parts)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
                if _is_of_another_addon(node, depth, addon.parent):
                    continue
                for name in _imported(node, depth, names):
                    place = path.relative_to(addon.parent.parent)
                    yield f"{place}:{node.lineno}: a pure package imports {name}"


def _is_of_another_addon(node: ast.AST, depth: int, addons_folder: Path) -> bool:
    """Whether a relative import leads to a pure package of an addon beside this one."""
    if not isinstance(node, ast.ImportFrom) or node.level != depth + 2 or not node.module:
        return False
    addon, *inside = node.module.split(".")
    folder = addons_folder / addon
    return bool(inside) and folder / inside[0] in pure_packages(folder)


def _imported(node: ast.AST, depth: int, pure: set[str]) -> list[str]:
    """What ``node`` imports that is not pure.

    :param depth: how many dots of a relative import stay inside the package
    :param pure: packages beside it that may be imported too
    """
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if alias.name.split(".")[0] == "odoo"]
    if not isinstance(node, ast.ImportFrom):
        return []
    if not node.level:
        return [node.module] if node.module.split(".")[0] == "odoo" else []
    if node.level <= depth:
        return []
    beside = [node.module.split(".")[0]] if node.module else [item.name for item in node.names]
    if node.level == depth + 1 and pure.issuperset(beside):
        return []
    return ["." * node.level + (node.module or ", ".join(beside))]
