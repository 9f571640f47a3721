# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Where the fields stand in each format (Doc 9303 parts 4, 5 and 6)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """A format: its lines joined, and the spans of its fields in them, from 0, end not in.

    :param composite: the spans that the last check digit is about, in their order
    :param optional_check: the place of the check digit of the optional data, where there is one
    :param more: the span of further optional data
    """

    name: str
    lines: int
    width: int
    names: tuple
    number: tuple
    nationality: tuple
    birthday: tuple
    sex: int
    expires: tuple
    optional: tuple
    composite: tuple
    composite_check: int
    optional_check: int = -1
    more: tuple = ()

    @property
    def length(self):
        return self.lines * self.width


#: Identity cards: three lines of 30 (part 5).
TD1 = Layout(
    "TD1",
    lines=3,
    width=30,
    names=(60, 90),
    number=(5, 14),
    nationality=(45, 48),
    birthday=(30, 36),
    sex=37,
    expires=(38, 44),
    optional=(15, 30),
    composite=((5, 30), (30, 37), (38, 45), (48, 59)),
    composite_check=59,
    more=(48, 59),
)
#: Larger identity cards: two lines of 36 (part 6).
TD2 = Layout(
    "TD2",
    lines=2,
    width=36,
    names=(5, 36),
    number=(36, 45),
    nationality=(46, 49),
    birthday=(49, 55),
    sex=56,
    expires=(57, 63),
    optional=(64, 71),
    composite=((36, 46), (49, 56), (57, 71)),
    composite_check=71,
)
#: Passports: two lines of 44 (part 4).
TD3 = Layout(
    "TD3",
    lines=2,
    width=44,
    names=(5, 44),
    number=(44, 53),
    nationality=(54, 57),
    birthday=(57, 63),
    sex=64,
    expires=(65, 71),
    optional=(72, 86),
    optional_check=86,
    composite=((44, 54), (57, 64), (65, 87)),
    composite_check=87,
)
LAYOUTS = (TD1, TD2, TD3)


def find_layout(text):
    """Return the layout of the joined lines, None where no format is so long.

    >>> find_layout("<" * 88).name, find_layout("<" * 72).name, find_layout("<" * 90).name
    ('TD3', 'TD2', 'TD1')
    >>> find_layout("<" * 80)
    """
    return next((layout for layout in LAYOUTS if layout.length == len(text)), None)
