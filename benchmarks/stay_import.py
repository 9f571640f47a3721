# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Import 10,000 stays: read, judge row by row, make stays, count what belongs together.

Against Odoo's own ``load()`` of the same rows into the same model, which judges nothing and keeps
no row that it has seen. Asked of the issue: at least 2 times its stays per second. The rows are
made by a fixed rule in the proportions of a real resort hotel.
"""

import base64
import csv
import io
import itertools
import random
from datetime import date, timedelta

ROWS = 10_000
STATES = (("checked_out", 72), ("cancelled", 27), ("no_show", 1))
SEGMENTS = (("Online TA", 44), ("Offline TA/TO", 19), ("Direct", 16), ("Groups", 15))
TYPES = ("A", "D", "E", "G", "F", "C", "H")
MEALS = (("bb", 75), ("hb", 20), ("undefined", 3), ("fb", 2))
#: Columns of our file, and the field of a stay that each is loaded into by Odoo.
COLUMNS = {
    "reference": "external_ref",
    "status": "state",
    "arrival": "arrival",
    "departure": "departure",
    "booked_on": "booked_on",
    "adults": "adults",
    "children": "children",
    "babies": "babies",
    "meal_plan": "meal_plan",
    "segment": "segment_id",
    "channel": "channel_id",
    "room_type": "room_type_id",
    "rate": "rate",
    "room_revenue": "room_revenue",
}


def run(bench):
    """Print a line for 10,000 rows."""
    env = bench.env
    hotel = _set_up_hotel(env)
    count = bench.size(ROWS)
    rounds = itertools.count()
    prepared = {}
    labels = dict(env["hotel.stay"]._fields["state"].selection)
    labels |= dict(env["hotel.stay"]._fields["meal_plan"].selection)
    segments = {segment.code: segment.name for segment in env["hotel.market.segment"].search([])}

    def before():
        number = next(rounds)
        rows = _make_rows(count, number)
        stream = io.StringIO()
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        prepared["file"] = stream.getvalue().encode()
        prepared["rows"] = [
            [
                *(_translate(name, row, number, labels, segments) for name in COLUMNS),
                hotel.name,
            ]
            for row in rows
        ]

    def ours():
        each = env["hotel.stay.import"].create(
            {
                "file": base64.b64encode(prepared["file"]),
                "file_name": "stays.csv",
                "property_id": hotel.id,
            }
        )
        each.action_check()
        assert (each.good_count, each.bad_count) == (count, 0)
        each.action_import()
        env.cr.commit()
        env["hotel.stay.import"]._cron_go_on()
        each.invalidate_recordset()
        assert (each.state, each.imported_count) == ("done", count)

    def theirs():
        result = env["hotel.stay"].load([*COLUMNS.values(), "property_id"], prepared["rows"])
        assert len(result["ids"] or ()) == count, result["messages"][:3]
        env.cr.commit()

    bench.compare(
        count,
        ours=ours,
        theirs=theirs,
        against="load() of the same rows",
        items=count,
        repeat=3,
        before=before,
    )


def _set_up_hotel(env):
    hotel = env["hotel.property"].create({"name": "Bench Resort", "code": "BENCH", "tz": "UTC"})
    env["hotel.room.type"].create(
        [{"name": f"Type {code}", "code": code, "property_id": hotel.id} for code in TYPES]
    )
    env.cr.commit()
    return hotel


def _translate(name, row, number, labels, segments):
    """Return a cell as ``load()`` wants it: labels of choices, names of records."""
    value = row[name]
    if name in ("status", "meal_plan"):
        return labels[value]
    if name == "segment":
        return segments[value]
    if name == "room_type":
        return f"Type {value}"
    if name == "reference":
        return f"L{value}"
    return str(value)


def _make_rows(count, number):
    """Return rows as dicts of cells; each round has references of its own."""
    rng = random.Random(number)
    states = _choose(rng, STATES, count)
    segments = _choose(rng, SEGMENTS, count)
    meals = _choose(rng, MEALS, count)
    rows = []
    for place in range(count):
        arrival = date(2020, 1, 1) + timedelta(days=rng.randrange(1000))
        nights = rng.choice((1, 1, 2, 3, 4, 5, 7, 7, 10))
        rate = round(rng.uniform(20, 250), 2)
        took = states[place] == "checked_out"
        rows.append(
            {
                "reference": f"{number}-{place}",
                "status": states[place],
                "arrival": arrival.isoformat(),
                "departure": (arrival + timedelta(days=nights)).isoformat(),
                "booked_on": (arrival - timedelta(days=rng.randrange(200))).isoformat(),
                "adults": rng.choice((1, 2, 2, 2, 3)),
                "children": rng.choice((0, 0, 0, 1, 2)),
                "babies": 0,
                "meal_plan": meals[place],
                "segment": segments[place],
                "channel": "Direct" if segments[place] == "Direct" else "Corporate",
                "room_type": rng.choice(TYPES),
                "rate": rate,
                "room_revenue": round(rate * nights, 2) if took else 0,
            }
        )
    return rows


def _choose(rng, weighted, count):
    values, weights = zip(*weighted, strict=True)
    return rng.choices(values, weights, k=count)
