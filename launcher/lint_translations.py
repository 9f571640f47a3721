# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Whether a language is complete: ``lint_translations.py LANGUAGE ADDON_FOLDER...``

Run by ``./club lint`` with the lint tools' Python, which has polib. Each entry of
``i18n/<addon>.pot`` must stand translated, and not fuzzy, in ``i18n/<language>.po``; an
entry of the .po that the .pot no longer has is stale.
"""

import sys
from pathlib import Path

import polib


def problems(addon: Path, language: str) -> list[str]:
    """What is wrong with the translation of one addon."""
    template, translation = addon / "i18n" / f"{addon.name}.pot", addon / "i18n" / f"{language}.po"
    missing = [f"{path}: missing" for path in (template, translation) if not path.exists()]
    if missing:
        return missing
    wanted = _entries(template)
    given = _entries(translation)
    if not wanted:
        return [f"{template}: empty"]
    found = []
    for key, entry in wanted.items():
        if key not in given:
            found.append(f"{translation}: missing: {entry.msgid[:70]!r}")
        elif given[key].fuzzy:
            found.append(f"{translation}:{given[key].linenum}: fuzzy: {entry.msgid[:70]!r}")
        elif not given[key].translated():
            found.append(f"{translation}:{given[key].linenum}: empty: {entry.msgid[:70]!r}")
    for key in given.keys() - wanted.keys():
        found.append(f"{translation}:{given[key].linenum}: stale: {given[key].msgid[:70]!r}")
    return found


def _entries(path: Path) -> dict:
    return {
        (entry.msgctxt, entry.msgid, entry.msgid_plural): entry
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    }


def main(language: str, addons: list[str]) -> int:
    found = [problem for addon in addons for problem in problems(Path(addon), language)]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
