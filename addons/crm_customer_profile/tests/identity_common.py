# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import os
from unittest.mock import patch

from odoo.addons.crm_customer_profile.models.identity_secrets import VARIABLE

from .common import CustomerCommon

KEY = "a-key-of-the-tests-long-enough-to-be-one"
#: Numbers of nobody, with right check digits; the first is a man's, born on 7 March 1990.
ID_CARD = "11010119900307803X"
OTHER_CARD = "110101198511032009"


class IdentityCommon(CustomerCommon):
    """People with documents, and a key to encrypt these with."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        key = patch.dict(os.environ, {VARIABLE: KEY})
        key.start()
        cls.addClassCleanup(key.stop)
        cls.env.company.country_id = cls.env.ref("base.cn")
        cls.reader = cls.env["res.users"].create(
            {
                "name": "Reader",
                "login": "customer_reader",
                "group_ids": [
                    (4, cls.env.ref("crm_customer_profile.group_customer_service").id),
                    (4, cls.env.ref("crm_customer_profile.group_customer_identity").id),
                ],
            }
        )
        cls.person = cls.env["res.partner"].create({"name": "王小明", "phone": "15501815908"})
        cls.document = cls._document(cls.person)

    @classmethod
    def _document(cls, person, number=ID_CARD, **values):
        return cls.env["customer.identity"].create(
            {
                "partner_id": person.id,
                "kind": "id_card",
                "country_id": cls.env.ref("base.cn").id,
                "number": number,
                **values,
            }
        )
