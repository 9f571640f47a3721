# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""States of a house that is at work get a strategy to begin with, where they have none."""

from lxml import etree

from odoo import SUPERUSER_ID, api
from odoo.tools import file_path


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    # An upgrade passes over records that a house may have changed; of these, one field is new.
    shipped = etree.parse(file_path("crm_customer_profile/data/customer_state_rule.xml"))
    for record in shipped.iter("record"):
        rule = env.ref(f"crm_customer_profile.{record.get('id')}", raise_if_not_found=False)
        if rule and not rule.strategy:
            rule.strategy = record.findtext("field[@name='strategy']")
