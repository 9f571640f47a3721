# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .work_common import WorkCommon

MODELS = (
    "service.queue",
    "service.category",
    "service.root.cause",
    "service.checklist",
    "service.checklist.item",
)


@tagged("post_install", "-at_install")
class TestServicePacks(WorkCommon):
    """Insurance and logistics are configuration: loaded once, used at once."""

    def _load(self, pack, user=None):
        wizard = self.env["service.pack.load"].with_user(user or self.manager)
        return wizard.create({"pack": pack}).action_load()

    def _count(self):
        return {model: self.env[model].with_context(active_test=False).search_count([])
                for model in MODELS}  # fmt: skip

    def test_loading_again_makes_nothing_new(self):
        for pack in ("insurance", "logistics"):
            before = self._count()
            self._load(pack)
            loaded = self._count()
            self.assertNotEqual(loaded, before)
            self._load(pack)
            self.assertEqual(self._count(), loaded)
        with self.assertRaises(AccessError):
            self._load("insurance", self.dispatcher)

    def test_what_was_changed_or_archived_stays_so(self):
        found = self.env["service.pack.load"]._load("insurance")
        found["claim"].name = "Our claims"
        found["survey"].active = False
        before = self._count()
        self.env["service.pack.load"]._load("insurance")
        self.assertEqual(self._count(), before)
        self.assertEqual(found["claim"].name, "Our claims")
        self.assertFalse(found["survey"].active)

    def test_a_claim_asks_for_its_policy_and_is_counted(self):
        found = self.env["service.pack.load"]._load("insurance")
        claim = self._ask(category_id=found["claim"].id)
        names = [each["name"] for each in claim.read(["properties"])[0]["properties"]]
        self.assertEqual(names[:2], ["claim_policy", "claim_amount"])
        claim.properties = {"claim_policy": "P-77", "claim_amount": 1200.0}
        self.assertEqual(claim.properties["claim_policy"], "P-77")
        self._ask(category_id=found["incident"].id)
        self.member.invalidate_recordset(["service_claim_count"])
        self.assertEqual(self.member.with_user(self.manager).service_claim_count, 1)
        action = self.member.action_open_service_claims()
        self.assertEqual(self.env["service.request"].search(action["domain"]), claim)

    def test_a_tour_has_its_load(self):
        found = self.env["service.pack.load"]._load("logistics")
        order = self._order(checklist_id=found["tour"].id)
        order.properties = {"tour_load": 850.0, "tour_to": "Course 2"}
        self.assertEqual(order.properties["tour_load"], 850.0)
        self.assertEqual(len(order.check_ids), 3)

    def test_causes_by_month(self):
        found = self.env["service.pack.load"]._load("insurance")
        for cause in ("cause_ball", "cause_ball", "cause_cart"):
            self._ask(category_id=found["incident"].id, root_cause_id=found[cause].id)
        groups = self.env["service.request"]._read_group(
            [("category_id", "=", found["incident"].id)],
            ["root_cause_id", "opened_at:month"],
            ["__count"],
        )
        self.assertEqual(sorted(count for *_keys, count in groups), [1, 2])
