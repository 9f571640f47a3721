# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Amounts in words, as a receipt shows them."""

try:
    from cn2an import an2cn
except ImportError:  # optional, as for Odoo's own Chinese localisation
    an2cn = None

#: The library names no unit above this.
_LIMIT = 10**16


def rmb_in_words(amount):
    """Return an amount of renminbi in the capital numerals of Chinese receipts (RMB 大写).

    As Odoo's Chinese localisation puts it on its vouchers.

    :param amount: number or text; it is taken to the fen
    :return: text; empty where the library ``cn2an`` is missing or the amount is beyond words

    >>> rmb_in_words(244000), rmb_in_words("1005.6"), rmb_in_words(0.05)
    ('贰拾肆万肆仟元整', '壹仟零伍元陆角', '伍分')
    >>> rmb_in_words(-12.34), rmb_in_words(0), rmb_in_words(1e17)
    ('负壹拾贰元叁角肆分', '零元整', '')
    """
    if an2cn is None or abs(float(amount)) >= _LIMIT:
        return ""
    return an2cn(f"{float(amount):.2f}", "rmb")
