# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What the set-up scripts of journeys share: a company of its own, with books and a bank."""

#: ``env`` acts in a new ``company`` called ``NAME`` afterwards; needs LANGUAGE and Command.
COMPANY = """
# Without a country: Odoo would load the chart of that country when this is committed.
company = env["res.company"].create({
    "name": NAME, "email": NAME.split()[0].lower() + "@example.com",
})
company.partner_id.write({"tz": "Asia/Shanghai", "lang": LANGUAGE})
env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
(env.user | env.ref("base.user_admin")).write({"company_ids": [Command.link(company.id)]})
env = env(context=dict(env.context, allowed_company_ids=company.ids, tracking_disable=True))
company = company.with_env(env)
"""
#: Payments of ``company`` wait on outstanding accounts until its ``bank`` confirms them.
BANK = """
bank = env["account.journal"].search(
    [("type", "=", "bank"), ("company_id", "=", company.id)], limit=1
)
payment = env["account.payment"].new({"company_id": company.id})
for way in ("inbound", "outbound"):
    lines = bank[way + "_payment_method_line_ids"]
    lines.payment_account_id = payment._get_outstanding_account(way)
"""
