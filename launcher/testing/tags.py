# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What ``--tags`` selects, in the addons and in tests/.

A comma-separated list. A word that is a marker of ``tests/`` (see pytest.ini), with
or without ``-`` before it, selects there; everything else is Odoo's own
``[-][tag][/addon][:Class][.method]`` and selects in the addons.

>>> chosen = Tags.parse("docker,-slow,-slow_import", {"docker", "core", "slow"})
>>> chosen.for_tests(), chosen.for_addon("golf_membership")
('(docker) and not slow and not core', '/golf_membership,-slow_import')
>>> Tags.parse(":TestCard.test_print", {"core"}).for_addon("golf_membership")
'/golf_membership:TestCard.test_print'
>>> Tags.parse("card", {"core"}).for_addon("golf_membership")
'card/golf_membership'
>>> Tags.parse("", {"core"}).for_tests()
'not core'
>>> Tags.parse("core", {"core"}).for_addon("golf_membership") is None
True
"""

from dataclasses import dataclass

#: Markers of tests/ that only run when asked for by name.
ON_REQUEST = ("core",)


@dataclass(frozen=True)
class Tags:
    """The parsed option: markers for tests/, Odoo specifications for the addons."""

    markers: tuple[str, ...] = ()
    odoo: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str | None, known_markers) -> "Tags":
        markers, odoo = [], []
        for word in filter(None, (part.strip() for part in (text or "").split(","))):
            (markers if word.lstrip("+-") in known_markers else odoo).append(word)
        return cls(tuple(markers), tuple(odoo))

    @property
    def selective(self) -> bool:
        """Whether they pick out tests, not merely leave some out."""
        return any(not word.startswith("-") for word in self.markers + self.odoo)

    def for_tests(self) -> str | None:
        """An expression for pytest's ``-m``, or None when tests/ has nothing to run."""
        wanted = [word.lstrip("+") for word in self.markers if not word.startswith("-")]
        refused = [word[1:] for word in self.markers if word.startswith("-")]
        if not wanted and self.odoo and not refused:
            return None
        refused += [marker for marker in ON_REQUEST if marker not in wanted + refused]
        parts = [f"({' or '.join(wanted)})"] if wanted else []
        return " and ".join(parts + [f"not {marker}" for marker in refused])

    def for_addon(self, addon: str) -> str | None:
        """A value for Odoo's ``--test-tags``, or None when the addon has nothing to run."""
        if self.markers and not self.odoo:
            only_refused = all(word.startswith("-") for word in self.markers)
            return f"/{addon}" if only_refused else None
        wanted = [word.lstrip("+") for word in self.odoo if not word.startswith("-")]
        refused = [word for word in self.odoo if word.startswith("-")]
        specs = [_within(addon, word) for word in wanted] or [f"/{addon}"]
        specs = [spec for spec in specs if spec]
        return ",".join(specs + refused) if specs else None


def _within(addon: str, spec: str) -> str | None:
    """Narrow one of Odoo's specifications to ``addon``; None if it names another."""
    if "/" in spec:
        named = spec.split("/", 1)[1].split(":")[0].split(".")[0]
        return spec if named == addon else None
    for position, sign in enumerate(spec):
        if sign in ":.":
            return f"{spec[:position]}/{addon}{spec[position:]}"
    return f"{spec}/{addon}"
