# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Staff of the journeys about customers: users of their own, in the language of the journey."""

import uuid

TIME_ZONE = "Asia/Shanghai"
GROUPS = {
    "officer": ["crm_customer_profile.group_customer_officer"],
    "head": ["crm_customer_profile.group_customer_manager", "base.group_allow_export"],
    "administrator": ["crm_customer_profile.group_customer_manager", "base.group_system"],
}


class House:
    """The staff of one journey; a user's password is the login, as in the demo."""

    def __init__(self, api, language: str):
        self.admin = api("admin")
        self.language = language
        self.locale = language.replace("_", "-")
        self.mark = uuid.uuid4().hex[:6]
        self.users = {}
        (head,) = self.admin.search_read("res.users", [["login", "=", "head"]], ["company_id"])
        #: Where the head works, and so the staff; the administrator may be in a club just now.
        self.company = head["company_id"][0]

    def hire(self, name: str, role: str) -> int:
        """A new user with a role; the login is :meth:`login` of the name."""
        login = self.login(name)
        values = {
            "name": f"{name.title()} {self.mark}",
            "login": login,
            "password": login,
            "email": f"{login}@example.com",
            "lang": self.language,
            "tz": TIME_ZONE,
            "company_id": self.company,
            "company_ids": [[6, 0, [self.company]]],
            "group_ids": [[6, 0, [self.ref(group) for group in GROUPS[role]]]],
        }
        self.users[name] = self.admin.create("res.users", values)
        return self.users[name]

    def login(self, name: str) -> str:
        return f"{name}-{self.mark}"

    def name(self, name: str) -> str:
        """What the screens call the user."""
        return f"{name.title()} {self.mark}"

    def ref(self, xmlid: str) -> int:
        """The id of a record of the data files."""
        addon, name = xmlid.split(".")
        return self.admin.search_read(
            "ir.model.data", [["module", "=", addon], ["name", "=", name]], ["res_id"]
        )[0]["res_id"]

    def label(self, model: str, field: str, value: str) -> str:
        """What the screens call an entry of a selection, in the language of the journey."""
        told = self.admin.call(
            model, "fields_get", allfields=[field], context={"lang": self.language}
        )
        return dict(map(tuple, told[field]["selection"]))[value]
