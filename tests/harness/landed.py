# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The version of the addons that clubs run today, taken out of git, and a small club on it."""

import dataclasses
import io
import subprocess
import tarfile
from pathlib import Path

from launcher import paths

#: What the last release, or the last merge that was accepted, was made of. Move it there once
#: the next one is out: clubs then upgrade from that, and the migrations before it are history.
#: ``CLUB`` below has to work with the addons of this commit as well as with today's.
COMMIT = "5d520acbdaa87088ec5b59792659eca5914542cb"
#: The addons it holds.
ADDONS = ("crm_customer_profile", "golf_membership", "hotel_guest_profile")

#: Ten minutes of a club's life. The next bill falls due months from now, whenever this runs.
CLUB = """
from datetime import timedelta
from dateutil.relativedelta import relativedelta
from odoo import Command

# Without a country: Odoo would load the chart of that country when this is committed.
club = env["res.company"].create({"name": "Landed Links"})
club.partner_id.tz = "UTC"
env["account.chart.template"].try_loading("generic_coa", club, install_demo=False)
env.user.write({"company_ids": [Command.link(club.id)], "company_id": club.id})
env = env(context=dict(env.context, allowed_company_ids=club.ids))
club = club.with_env(env)
club.account_sale_tax_id = False
today = club._golf_today()
first = today.replace(day=1) - relativedelta(months=1)
club.golf_club_year_month = str(first.month)
club.golf_waiver_limit = 5000
bank = env["account.journal"].search([("type", "=", "bank"), ("company_id", "=", club.id)], limit=1)
payment = env["account.payment"].new({"company_id": club.id})
for way in ("inbound", "outbound"):
    lines = bank[way + "_payment_method_line_ids"]
    lines.payment_account_id = payment._get_outstanding_account(way)

def product(name, price):
    return env["product.product"].create({
        "name": name, "type": "service", "invoice_policy": "order", "list_price": price,
        "taxes_id": [Command.clear()], "company_id": club.id,
    })

tier = env["res.partner.grade"].create({
    "name": "Full", "membership_kind": "individual", "company_id": club.id, "grace_days": 70,
    "joining_fee_product_id": product("Joining fee", 5000).id,
    "dues_product_id": product("Dues", 1000).id,
    "fee_schedule_ids": [
        Command.create({"fee_kind": "locker", "product_id": product("Locker", 99.99).id,
                        "cadence": "half_yearly", "recognition": "months",
                        "recognition_months": 7}),
        Command.create({"fee_kind": "deposit", "product_id": product("Deposit", 300).id}),
    ],
})
tier.fee_schedule_ids.filtered(lambda s: s.fee_kind == "dues").prorate = True
env["golf.fee.setup"].create({"company_id": club.id, "billing_start": first}).action_apply()
people = env["res.partner"].create([
    {"name": "Member %d" % number, "company_id": club.id} for number in range(1, 10)
])
members = env["golf.membership"].create([
    {"number": "L%02d" % number, "origin": "import", "partner_id": person.id,
     "company_id": club.id, "tier_id": tier.id, "date_start": first - relativedelta(years=2),
     "term_end": first - timedelta(days=1)}
    for number, person in enumerate(people[:8], 1)
])
(members[5] + members[7]).payer_id = people[1]
members[3].referrer_partner_id = people[0]
env.cr.commit()
env["golf.billing.run"]._cron_bill_memberships()

def dues(member):
    return member.charge_ids.filtered(lambda charge: charge.fee_kind == "dues")

def invoice(member):
    return member.charge_ids.move_line_ids.move_id.filtered(lambda m: m.move_type == "out_invoice")

def pay(invoice, amount=None):
    wizard = env["account.payment.register"].with_context(
        active_model="account.move", active_ids=invoice.ids
    ).create({"payment_date": today})
    wizard.amount = amount or invoice.amount_residual
    wizard._create_payments()

def join(person):
    lead = env["crm.lead"].create({
        "name": "Joining", "type": "opportunity", "partner_id": person.id, "golf_tier_id": tier.id,
    })
    order = env["sale.order"].browse(lead.action_golf_quotation()["res_id"])
    order.action_confirm()
    bill = order._create_invoices()
    bill.action_post()
    return bill

pay(invoice(members[0]))
# Of three members' bills on one invoice: to the cent, it matters by which rule it is shared.
pay(invoice(members[1]), 300.05)
invoice(members[2])._reverse_moves([{"invoice_date": today}], cancel=True)
env["golf.waive"].create({"charge_ids": dues(members[3]).ids, "reason": "Ill"}).action_confirm()
pay(invoice(members[4]))
pay(join(people[8]))
leaving = env["golf.resignation"].create({"membership_ids": members[4].ids, "reason": "Moves away"})
leaving.action_confirm()
# On leave for all that is billed: no charge came, and nobody lapses for it.
away = env["golf.membership"].create({
    "number": "L10", "origin": "import", "company_id": club.id, "tier_id": tier.id,
    "partner_id": env["res.partner"].create({"name": "Member 10", "company_id": club.id}).id,
    "date_start": first - relativedelta(years=2), "term_end": first - timedelta(days=1),
})
env["golf.leave"].create({
    "membership_id": away.id, "date_from": first,
    "date_to": first + relativedelta(years=1, days=-1), "reason": "Abroad",
})
env.cr.commit()
env["golf.membership"]._cron_refresh_states()
env["golf.deferral"]._cron_post_deferrals()

# What is known of two of them as customers.
known, other = people[0], people[1]
(known + other).is_customer = True
known.user_id = env.ref("base.user_admin")
topic = env["customer.topic"].search([("parent_id", "!=", False)], limit=1)
env["customer.preference"].create({
    "partner_id": known.id, "topic_id": topic.id, "attitude": "like", "source": "observed",
})
env["customer.relation"].create({
    "partner_id": known.id, "other_id": other.id,
    "kind_id": env.ref("crm_customer_profile.relation_kind_employer").id,
})
env["customer.identifier"].create({"partner_id": known.id, "kind": "card", "value": "CARD 7"})
env["customer.need"].create({"partner_id": known.id, "name": "A locker near the door"})
channel = env["customer.contact.channel"].search([("means", "=", "phone")], limit=1)
env["customer.contact"].create({
    "partner_id": known.id, "channel_id": channel.id, "state": "done", "inquiry": "Lockers",
})
env["customer.purchase.cycle"].create({
    "partner_id": known.id, "name": "Balls", "cadence": "every", "every_days": 30,
})
segment = env["customer.segment"].create({
    "name": "All members", "rule_ids": [Command.create({"domain": "[('name', '=like', 'M%')]"})],
})
segment._refresh()
env.cr.commit()
env["customer.value.run"]._cron_compute_values()

# Who plays, whom they bring, and what members are given for it.
course = env["golf.course"].create({
    "name": "Old Course", "company_id": club.id,
    "hole_ids": [
        Command.create({"number": number, "par_men": 4, "index_men": number})
        for number in range(1, 19)
    ],
    "tee_ids": [Command.create({"name": "White", "rating_ids": [
        Command.create({"gender": "men", "part": "18", "course_rating": 71.4,
                        "slope_rating": 125, "par": 72}),
    ]})],
})
env["golf.round"].create([
    {"partner_id": known.id, "company_id": club.id, "date": today - timedelta(days=7 * week),
     "tee_time": 9, "tee_id": course.tee_ids.id, "ratings_for": "men", "marker_id": other.id,
     "hole_ids": [Command.create({"number": number, "strokes": 4 + (number + week) % 3})
                  for number in range(1, 19)],
     "state": "certified", "certified_by_id": other.id}
    for week in range(1, 6)
])
env["golf.referral.program"].create({
    "name": "Members bring members", "company_id": club.id,
    "date_from": first - relativedelta(years=3),
    "level_ids": [Command.create({"level": 1, "reward_kind": "points", "amount": 200})],
})
env["golf.referral"].search([("company_id", "=", club.id)])._reward()
env["golf.membership.change"].create({
    "membership_id": members[0].id, "kind": "leave", "date": today + timedelta(days=30),
    "date_to": today + timedelta(days=90), "reason": "Abroad",
})
env.cr.commit()

# The inn of the club: one who was there, paid and complained, and one who is there now.
inn = env["hotel.property"].create({
    "name": "Landed Inn", "code": "LI", "company_id": club.id, "tz": "UTC",
    "room_product_id": product("Night", 100).id, "food_product_id": product("Meal", 20).id,
    "other_product_id": product("Laundry", 5).id,
})
kind = env["hotel.room.type"].create({
    "name": "Double", "code": "DBL", "property_id": inn.id, "product_id": inn.room_product_id.id,
})
room = env["hotel.room"].create({
    "name": "101", "property_id": inn.id, "type_id": kind.id, "floor": 1,
})
here = inn._get_today()
was, stays = env["hotel.stay"].create([
    {"property_id": inn.id, "partner_id": other.id, "room_id": room.id, "state": "checked_out",
     "arrival": here - timedelta(days=20), "departure": here - timedelta(days=17)},
    {"property_id": inn.id, "partner_id": known.id, "room_id": room.id, "state": "in_house",
     "arrival": here, "departure": here + timedelta(days=2)},
])
was._sync_nights()
was._create_folio_invoices().action_post()
env["hotel.feedback"].create({"name": "Cold soup", "kind": "complaint", "stay_id": was.id})
env["hotel.trace"].create({
    "stay_id": stays.id, "note": "Extra towels",
    "department_id": env.ref("crm_customer_profile.department_housekeeping").id,
})
env["hotel.guest.stat"]._refresh()
env.cr.commit()
answer = club.id
"""


def environment(env, folder: Path):
    """``env`` with the addons of :data:`COMMIT`, unpacked into ``folder``, in place of ours.

    :raise AssertionError: git has no such commit here
    """
    archive = subprocess.run(
        ["git", "-C", paths.ROOT, "archive", "--format=tar", COMMIT, "addons"],
        capture_output=True,
    )
    assert not archive.returncode, (
        f"The addons that clubs run today are in commit {COMMIT}, which is not here: fetch the"
        f" whole history (git fetch --unshallow). git says: {archive.stderr.decode()}"
    )
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
    then = [folder / "addons" if path == paths.ADDONS else path for path in env.addons_path]
    assert folder / "addons" in then, env.addons_path
    return dataclasses.replace(env, addons_path=tuple(then))
