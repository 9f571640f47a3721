# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The look of a member card: colours of a tier, and names that fit on one line.

The card is drawn as one scalable picture, so that a printer's resolution, a browser's window and
the two kinds of ``wkhtmltopdf`` (which scale pages differently) all give the same card. A picture
does not wrap its text: what is too long gets smaller letters, and at last an ellipsis.
"""

import re
import unicodedata

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

#: Dark and light end of the card's background, by the colour index that Odoo's pickers give.
_BACKGROUNDS = (
    ("#0b3d2e", "#1a6b4c"),  # none chosen: fairway green
    ("#5e1717", "#9b2c2c"),  # red
    ("#6b3410", "#b0651f"),  # orange
    ("#57430f", "#a3842a"),  # yellow: gold
    ("#12405e", "#2f7db0"),  # light blue
    ("#451a3e", "#7d3a70"),  # dark purple
    ("#6b3326", "#ad6250"),  # salmon
    ("#0f4a4a", "#1f8080"),  # teal
    ("#141b47", "#35449a"),  # dark blue
    ("#5c1238", "#a32a68"),  # fuchsia
    ("#1d5a24", "#3f8f47"),  # green
    ("#34205e", "#6246a0"),  # purple
)

#: White modules a QR code needs on each side (ISO/IEC 18004).
_QUIET_ZONE = 4

#: Width of a letter in parts of its height: full-width (CJK) letters, capitals, all others.
_WIDE, _CAPITAL, _NARROW = 1.0, 0.72, 0.56


def background(color_index):
    """Return the two colours between which the card of a tier shades.

    :param color_index: Odoo's colour index; indexes out of its range start again

    >>> background(0), background(None) == background(0)
    (('#0b3d2e', '#1a6b4c'), True)
    >>> background(14) == background(2)
    True
    """
    return _BACKGROUNDS[(color_index or 0) % len(_BACKGROUNDS)]


def text_width(text):
    """Return about how wide ``text`` is, in units of its font size.

    >>> text_width("王小明"), text_width("Wang")
    (3.0, 2.4)
    """
    return round(sum(_letter_width(letter) for letter in text), 2)


def _letter_width(letter):
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    return _CAPITAL if letter.isupper() else _NARROW


def fit_text(text, width, largest, smallest):
    """Return ``text`` and the font size at which it fits into one line.

    :param width: of the line, in the same unit as the font sizes
    :param largest: font size of a text that is short enough
    :param smallest: font size under which letters are left out instead

    >>> fit_text("王小明", 400, 60, 30)
    ('王小明', 60)
    >>> fit_text("Maximiliana von Hohenstein", 400, 60, 20)
    ('Maximiliana von Hohenstein', 26)
    >>> fit_text("Maximiliana von Hohenstein", 400, 60, 40)
    ('Maximiliana von…', 40)
    >>> fit_text("", 400, 60, 40)
    ('', 60)
    """
    text = " ".join((text or "").split())
    needed = text_width(text)
    size = min(largest, int(width / needed)) if needed else largest
    if size >= smallest:
        return text, size
    kept, used = "", _WIDE  # room for the ellipsis
    for letter in text:
        used += _letter_width(letter)
        if used * smallest > width:
            break
        kept += letter
    return kept.rstrip() + "…", smallest


def qr_path(text):
    """Return the QR code of ``text`` as an SVG path, and the side of its square in modules.

    A drawing is sharp at every size and, unlike a bitmap, asks for no graphics backend of the
    library, which not every installation has. A quarter of it may be scratched (level Q).

    :param text: what the code says; the quiet zone around it is part of the square

    >>> path, side = qr_path("M00001")
    >>> side, path[:24]
    (29, 'M4 4h7v1h-7zM15 4h2v1h-2')
    """
    code = QRCode(None, QRErrorCorrectLevel.Q)
    code.addData(text)
    code.make()
    strokes = []
    for y, modules in enumerate(code.modules, _QUIET_ZONE):
        row = "".join("#" if is_dark else " " for is_dark in modules)
        for run in re.finditer("#+", row):
            x, width = run.start() + _QUIET_ZONE, len(run.group())
            strokes.append(f"M{x} {y}h{width}v1h-{width}z")
    return "".join(strokes), code.getModuleCount() + 2 * _QUIET_ZONE
