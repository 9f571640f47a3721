# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Recognise one person among all, by whatever is at hand, as the front desk does all day.

Against stock phone search (``phone_mobile_search``) for phones, and stock ``name_search`` on
contacts for everything a contact has: both in the same run, on the same people. Asked of the
issue: at 1,000,000 people at least 3 times as fast as the one and 300 times as the other, and at
1,000,000 at most 1.5 times the cost at 10,000.

The people are written in bulk: how they came is not measured. Names are common ones: a surname
is that of tens of thousands.
"""

import os
import random
from functools import cache
from unittest.mock import patch

from odoo.models import BaseModel

from odoo.addons.crm_customer_profile.keys.person import Traits, person_keys
from odoo.addons.crm_customer_profile.models.identity_secrets import VARIABLE, get_vault

SMALL, LARGE = 10_000, 1_000_000
OF_A_KIND = 3
SLICE = 5_000
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华玉兰红梅建国志文辉玲宇浩轩梓涵欣怡子睿博雅琪"
LATIN = ["Ann", "Bob", "Carol", "David", "Emma", "Frank", "Grace", "Henry", "Iris", "Jack"]


def run(bench):
    """Print three lines for 10,000 people and three for 1,000,000."""
    with patch.dict(os.environ, {VARIABLE: "the-key-of-a-benchmark-which-protects-nothing"}):
        rng = random.Random(20261122)
        bench.env.ref("base.main_company").country_id = bench.env.ref("base.cn")
        filled = 0
        for size in (bench.size(SMALL), bench.size(LARGE)):
            _fill(bench.env, rng, filled, size)
            filled = size
            _measure(bench, size)


def _measure(bench, size):
    """Look for people by phone, by everything, and with all that the desk shows of them."""
    queries = _get_queries(bench.env)
    admin = bench.env.ref("base.user_admin")
    Desk = bench.env["customer.desk"].with_user(admin)
    Partner = bench.env["res.partner"].with_user(admin)
    everything = [text for texts in queries.values() for text in texts]

    def ours(texts):
        for text in texts:
            assert Partner.name_search(text, limit=8), text

    def desk():
        for text in queries["phone"]:
            assert Desk.search_people(text)["people"], text

    def stock_phone():
        for text in queries["phone"]:
            assert Partner.search([("phone_mobile_search", "ilike", text)], limit=8), text

    def stock_names():
        # Core's own method: ours asks it too, when the keys know nobody.
        for text in everything:
            BaseModel.name_search(Partner, text, limit=8)

    bench.compare(
        size,
        ours=lambda: ours(queries["phone"]),
        theirs=stock_phone,
        against=f"stock phone search, {len(queries['phone'])} numbers",
    )
    bench.compare(
        size,
        ours=lambda: ours(everything),
        theirs=stock_names,
        against=f"stock name_search, {len(everything)} look-ups of all kinds",
        repeat=3,
    )
    bench.compare(
        size,
        ours=desk,
        theirs=stock_phone,
        against=f"stock phone search, the desk's list for {len(queries['phone'])} numbers",
    )


def _get_name(rng):
    if rng.random() < 0.2:
        return f"{rng.choice(LATIN)} {rng.choice(LATIN)}son"
    return rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)


@cache
def _name_keys(name):
    """The keys of a name; there are fewer names than people."""
    return person_keys(Traits(names=[name]))


def _fill(env, rng, start, stop):
    """Insert people number ``start`` to ``stop`` with their cards, documents and keys."""
    env.flush_all()
    vault = get_vault(env)
    for offset in range(start, stop, SLICE):
        people, keys = [], []
        for index in range(offset, min(offset + SLICE, stop)):
            name, phone = _get_name(rng), f"+86 1{rng.randrange(3 * 10**9, 10**10)}"
            ref, card, document = f"R{index:07}", f"VIP{index:08}", f"E{index:08}"
            people.append((name, phone, ref))
            traits = Traits(
                phones=[phone],
                regions=["CN"],
                numbers=[ref, card],
                documents=[vault.hash(document)],
            )
            filed = {*_name_keys(name), *person_keys(traits)}
            keys += [(ref, kind, key) for kind, key in filed]
        env.cr.execute(
            """
            WITH data AS (
                SELECT * FROM unnest(%s::text[], %s::text[], %s::text[])
                           AS row (name, phone, ref)
            ), people AS (
                INSERT INTO res_partner (name, complete_name, phone, phone_sanitized, ref, active,
                                         type, autopost_bills, lang, is_customer)
                SELECT name, name, phone, replace(phone, ' ', ''), ref, true, 'contact', 'ask',
                       'en_US', true
                  FROM data RETURNING id, ref
            )
            INSERT INTO customer_key (partner_id, kind, key)
            SELECT people.id, key.kind, key.key
              FROM unnest(%s::text[], %s::text[], %s::text[]) AS key (ref, kind, key)
              JOIN people ON people.ref = key.ref
            """,
            [*map(list, zip(*people, strict=True)), *map(list, zip(*keys, strict=True))],
        )
        env.cr.commit()
    # What autovacuum does on a living database.
    for table in ("res_partner", "customer_key"):
        env.cr.execute(f"ANALYZE {table}")
    env.cr.commit()
    env.invalidate_all()


def _get_queries(env):
    """Return what is typed at a desk about people there are, by kind."""
    env.cr.execute(
        """
        SELECT partner.name, partner.phone, partner.ref,
               (SELECT key FROM customer_key
                 WHERE partner_id = partner.id AND kind = 'pinyin' ORDER BY key LIMIT 1)
          FROM res_partner partner
         WHERE partner.ref LIKE 'R%%'
         ORDER BY md5(partner.ref) LIMIT %s
        """,
        [8 * OF_A_KIND],
    )
    people = env.cr.fetchall()
    chinese = [row for row in people if row[3]]
    n = OF_A_KIND
    return {
        "phone": [f"{p[-11:-8]} {p[-8:-4]} {p[-4:]}" for _name, p, _ref, _key in people[:n]],
        "document": [f"E{int(ref[1:]):08}" for _name, _phone, ref, _key in people[:n]],
        "card": [f"VIP{int(ref[1:]):08}" for _name, _phone, ref, _key in people[n : 2 * n]],
        "pinyin": [key for _name, _phone, _ref, key in chinese[:n]],
        "name": [name[1:] for name, _phone, _ref, _key in chinese[n : 2 * n]],
        # A common surname, and the end of the phone number with it.
        "both": [f"{name[0]} {p[-4:]}" for name, p, _ref, _key in chinese[2 * n : 3 * n]],
    }
