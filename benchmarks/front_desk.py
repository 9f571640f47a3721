# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Type an ID number and have the whole card of the guest, as the front desk does all day.

Against the indexed SQL that reads the same rows, query by query, and shows nothing. Asked of the
issue: among 1,000,000 guests and 3,000,000 stays at most 15 times it (a ratio of at least 0.067),
with as many queries as among 10,000, and at most 1.5 times the time.

Guests and stays are written in bulk: how they came is not measured.
"""

import os
import random
from unittest.mock import patch

from odoo.addons.crm_customer_profile.keys.person import Traits, document_key, person_keys
from odoo.addons.crm_customer_profile.models.identity_secrets import VARIABLE, get_vault

SMALL, LARGE = 10_000, 1_000_000
STAYS = 3
ASKED = 5
SLICE = 5_000
KEY = "the-key-of-a-benchmark-which-protects-nothing"
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华玉兰红梅建国志文辉玲宇浩轩梓涵欣怡子睿博雅琪"

#: What the card shows, read by the columns that are indexed: id of the guest -> rows.
READINGS = (
    "SELECT id, name, phone, user_id, parent_id, customer_state, vip_level_id, guest_status, lang,"
    " gender, birthday, active FROM res_partner WHERE id = %(id)s",
    "SELECT id, kind, last_four, date_to FROM customer_identity WHERE partner_id = %(id)s",
    "SELECT id, kind, value, date_from, date_to FROM customer_identifier"
    " WHERE partner_id = %(id)s AND active",
    "SELECT preference.id, attitude, topic.name, number_rule, number, note, is_alert, is_sensitive"
    " FROM customer_preference preference JOIN customer_topic topic ON topic.id = topic_id"
    " WHERE partner_id = %(id)s",
    "SELECT id, summary, date_deadline FROM mail_activity"
    " WHERE res_model = 'res.partner' AND res_id = %(id)s ORDER BY date_deadline LIMIT 5",
    "SELECT id, name, stage_id FROM crm_lead WHERE partner_id = %(id)s"
    " ORDER BY create_date DESC LIMIT 5",
    "SELECT id, date, inquiry, channel_id, user_id FROM customer_contact"
    " WHERE partner_id = %(id)s AND state = 'done' ORDER BY date DESC LIMIT 5",
    "SELECT id, name, date FROM customer_need WHERE partner_id = %(id)s LIMIT 5",
    "SELECT id, name, quantity FROM customer_purchase_cycle WHERE partner_id = %(id)s LIMIT 5",
    "SELECT id, kind_id, other_id FROM customer_relation"
    " WHERE partner_id = %(id)s OR other_id = %(id)s LIMIT 10",
    "SELECT id, score, abc FROM customer_value WHERE partner_id = %(id)s",
    "SELECT * FROM hotel_guest_stat WHERE partner_id = %(id)s",
    "SELECT stay.id, stay.name, arrival, departure, nights, state, total_revenue, room.name"
    " FROM hotel_stay stay LEFT JOIN hotel_room room ON room.id = stay.room_id"
    " WHERE partner_id = %(id)s ORDER BY arrival DESC LIMIT 40",
    "SELECT id, sensitivity, revision FROM customer_preference"
    " WHERE partner_id = %(id)s AND is_alert",
    "SELECT id, kind, state, name FROM hotel_feedback"
    " WHERE partner_id = %(id)s AND state <> 'done'",
    "SELECT id, name, result, gift FROM hotel_feedback"
    " WHERE partner_id = %(id)s AND state = 'done' AND told_at IS NULL",
    "SELECT item.id, item.name FROM customer_checklist_item item JOIN customer_state_rule rule"
    " ON rule.id = item.rule_id WHERE item.active",
    "SELECT item_id FROM customer_checklist_tick WHERE partner_id = %(id)s",
    "SELECT 1 FROM customer_access_log WHERE user_id = 2 AND model = 'res.partner'"
    " AND res_id = %(id)s AND day = current_date AND kind = 'view'",
    "SELECT id, name, tz, company_id FROM hotel_property WHERE active",
    "SELECT line.name, line.quantity, line.note FROM hotel_meal_order_line line"
    " JOIN (SELECT id FROM hotel_meal_order WHERE partner_id = %(id)s AND meal = 'breakfast'"
    " AND state <> 'cancelled' ORDER BY serve_on DESC LIMIT 1) last ON last.id = line.order_id",
)


def run(bench):
    """Print a line for 10,000 guests and one for 1,000,000."""
    with patch.dict(os.environ, {VARIABLE: KEY}):
        rng = random.Random(20261123)
        bench.env.ref("base.main_company").country_id = bench.env.ref("base.cn")
        house = _make_house(bench.env)
        filled, costs = 0, {}
        for size in (bench.size(SMALL), bench.size(LARGE)):
            _fill(bench.env, rng, house, filled, size)
            filled = size
            costs[size] = _measure(bench, house, size)
        assert len(set(costs.values())) == 1, f"queries by number of guests: {costs}"


def _measure(bench, house, size):
    """Look guests up by the number of their document; return the queries of one look-up."""
    env = bench.env
    numbers = [_number(index) for index in range(7, size, max(1, size // ASKED))][:ASKED]
    user = env.ref("base.user_admin")
    Desk = env["hotel.desk"].with_user(user)
    vault = get_vault(env)

    def look_up(number):
        people = Desk.search_guests(number)["people"]
        assert len(people) == 1, (number, people)
        card = Desk.get_guest(people[0]["id"], house.id)
        assert len(card["stays"]) == STAYS, card["stays"]

    def ours():
        for number in numbers:
            look_up(number)

    def theirs():
        for number in numbers:
            keys = [document_key(hashed) for hashed in vault.hashes(number)]
            env.cr.execute("SELECT partner_id FROM customer_key WHERE key = ANY(%s)", [keys])
            found = env.cr.fetchone()
            for reading in READINGS:
                env.cr.execute(reading, {"id": found[0]})
                env.cr.fetchall()

    ours()  # once a day a look is written into the log; the others find it there
    env.cr.commit()
    env.invalidate_all()
    before = env.cr.sql_log_count
    look_up(numbers[0])
    queries = env.cr.sql_log_count - before
    bench.compare(
        size,
        ours=ours,
        theirs=theirs,
        against=f"indexed SQL of the same rows, {len(numbers)} guests ({queries} queries each)",
    )
    return queries


def _number(index):
    return f"E{index:08}"


def _make_house(env):
    house = env["hotel.property"].create({"name": "Tower", "code": "BENCH", "tz": "UTC"})
    type_ = env["hotel.room.type"].create({"name": "T", "code": "T", "property_id": house.id})
    env["hotel.room"].create(
        [
            {"name": str(n), "property_id": house.id, "type_id": type_.id, "floor": n // 20}
            for n in range(400)
        ]
    )
    env.cr.commit()
    return house


def _fill(env, rng, house, start, stop):
    """Insert guests number ``start`` to ``stop``: document, preferences, stays, breakfast."""
    env.flush_all()
    vault = get_vault(env)
    topics = env["customer.topic"].search([("sensitivity", "=", "ordinary")], limit=40).ids
    rooms = house.room_ids.ids
    for offset in range(start, stop, SLICE):
        people, keys = [], []
        for index in range(offset, min(offset + SLICE, stop)):
            name = rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)
            phone, ref = f"+86 1{rng.randrange(3 * 10**9, 10**10)}", f"R{index:07}"
            hashed = vault.hash(_number(index))
            people.append((name, phone, ref, hashed, _number(index)[-4:]))
            traits = Traits(phones=[phone], regions=["CN"], numbers=[ref], documents=[hashed])
            keys += [(ref, kind, key) for kind, key in person_keys(traits)]
        _insert(env, people, keys, topics, rooms, house)
        env.cr.commit()
    # What autovacuum does on a living database.
    for table in (
        "res_partner", "customer_key", "customer_identity", "customer_preference", "hotel_stay",
        "hotel_meal_order", "hotel_meal_order_line", "hotel_guest_stat",
    ):  # fmt: skip
        env.cr.execute(f"ANALYZE {table}")
    env.cr.commit()
    env.invalidate_all()


def _insert(env, people, keys, topics, rooms, house):
    columns = [*map(list, zip(*people, strict=True)), *map(list, zip(*keys, strict=True))]
    env.cr.execute(
        """
        WITH data AS (
            SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
                       AS row (name, phone, ref, hashed, last_four)
        ), people AS (
            INSERT INTO res_partner (name, complete_name, phone, phone_sanitized, ref, active,
                                     type, autopost_bills, lang, is_customer)
            SELECT name, name, phone, replace(phone, ' ', ''), ref, true, 'contact', 'ask',
                   'en_US', true
              FROM data RETURNING id, ref
        ), documents AS (
            INSERT INTO customer_identity (partner_id, kind, last_four, number_hash)
            SELECT people.id, 'passport', data.last_four, data.hashed
              FROM people JOIN data USING (ref)
        ), keys AS (
            INSERT INTO customer_key (partner_id, kind, key)
            SELECT people.id, key.kind, key.key
              FROM unnest(%s::text[], %s::text[], %s::text[]) AS key (ref, kind, key)
              JOIN people ON people.ref = key.ref
        )
        SELECT id FROM people
        """,
        columns,
    )
    values = {
        "guests": [row[0] for row in env.cr.fetchall()],
        "topics": topics,
        "rooms": rooms,
        "house": house.id,
        "company": house.company_id.id,
        "currency": house.currency_id.id,
        "stays": STAYS,
    }
    env.cr.execute(
        """
        INSERT INTO customer_preference (partner_id, topic_id, attitude, source, recorded_on,
                                         sensitivity, is_sensitive, is_alert, revision)
        SELECT guest, (%(topics)s)[1 + (guest + n * 7) %% cardinality(%(topics)s)], 'like', 'told',
               current_date, 'ordinary', false, false, 1
          FROM unnest(%(guests)s) AS guest, generate_series(1, 4) AS n
        """,
        values,
    )
    env.cr.execute(
        """
        WITH made AS (
            INSERT INTO hotel_stay (name, property_id, company_id, partner_id, booked_on, arrival,
                                    departure, nights, lead_days, adults, children, babies,
                                    meal_plan, deposit, state, room_id, room_revenue, food_revenue,
                                    other_revenue, total_revenue, adr, bill_to, currency_id)
            SELECT 'B' || guest || '-' || n, %(house)s, %(company)s, guest,
                   current_date - 400 * n, current_date - 390 * n - guest %% 30,
                   current_date - 390 * n - guest %% 30 + 7, 7, 10, 2, 0, 0, 'bb', 'none',
                   'checked_out', (%(rooms)s)[1 + guest %% cardinality(%(rooms)s)],
                   700, 70, 7, 777, 100, 'guest', %(currency)s
              FROM unnest(%(guests)s) AS guest, generate_series(1, %(stays)s) AS n
         RETURNING id, partner_id, arrival
        ), last AS (
            SELECT DISTINCT ON (partner_id) * FROM made ORDER BY partner_id, arrival DESC
        ), orders AS (
            INSERT INTO hotel_meal_order (stay_id, partner_id, property_id, company_id, meal, place,
                                          serve_on, serve_at, state)
            SELECT id, partner_id, %(house)s, %(company)s, 'breakfast', 'room', arrival + 1, 8,
                   'served'
              FROM last RETURNING id
        ), dishes AS (
            INSERT INTO hotel_meal_order_line (order_id, company_id, sequence, name, quantity)
            SELECT id, %(company)s, 10, 'Fruit', 1 FROM orders
        )
        INSERT INTO hotel_guest_stat (partner_id, company_id, stays, nights, cancelled, no_shows,
                                      lead_days, first_stay, last_stay, is_repeat, room_revenue,
                                      food_revenue, other_revenue, total_revenue, adr)
        SELECT partner_id, %(company)s, COUNT(*), 7 * COUNT(*), 0, 0, 10, MIN(arrival),
               MAX(arrival), true, 700 * COUNT(*), 70 * COUNT(*), 7 * COUNT(*), 777 * COUNT(*), 100
          FROM made GROUP BY partner_id
        """,
        values,
    )
