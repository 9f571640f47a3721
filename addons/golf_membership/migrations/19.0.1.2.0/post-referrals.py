# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Make the tree of referrals from the referrers that memberships name.

Up to 19.0.1.1.0 a referrer was a field of each membership, and circles went unnoticed. What the
rules of the tree do not allow is told on the membership it was taken from.
"""

from odoo import SUPERUSER_ID, api

from odoo.addons.golf_membership.referral.chains import split_circles


def migrate(cr, version):
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
    cr.execute(
        """
        SELECT DISTINCT ON (m.company_id, m.partner_id)
               m.company_id, m.partner_id, m.referrer_partner_id, m.date_start, m.id
          FROM golf_membership m
         WHERE m.referrer_partner_id IS NOT NULL
           AND NOT EXISTS (SELECT FROM golf_referral r
                            WHERE r.company_id = m.company_id AND r.partner_id = m.partner_id)
         ORDER BY m.company_id, m.partner_id, m.date_start, m.id
        """
    )
    rows = cr.fetchall()
    for company in env["res.company"].browse({row[0] for row in rows}):
        _make_tree(env, company, [row[1:] for row in rows if row[0] == company.id])


def _make_tree(env, company, rows):
    Referral = env["golf.referral"]
    facts = {(person, referrer): (day, id_) for person, referrer, day, id_ in rows}
    problems = Referral._get_pair_problems(company, list(facts))
    good, closing = split_circles(pair for pair in facts if pair not in problems)
    Referral.create(
        [
            {
                "company_id": company.id,
                "partner_id": person,
                "referrer_id": referrer,
                "date": facts[person, referrer][0],
            }
            for person, referrer in good
        ]
    )
    for pair in [*problems, *closing]:
        membership = env["golf.membership"].browse(facts[pair][1])
        referrer = env["res.partner"].browse(pair[1])
        text = Referral._get_problem_text(
            problems.get(pair, "circle"), membership.partner_id, referrer
        )
        membership.message_post(body=text)
        env.add_to_compute(membership._fields["referrer_partner_id"], membership)
