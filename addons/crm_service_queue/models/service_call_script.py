# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, api, fields, models

from .service_request import KINDS


class ServiceCallScript(models.Model):
    """What to say and ask in a case, step by step; the most fitting one opens by itself."""

    _name = "service.call.script"
    _description = "Call Script"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, help="Of several that fit as well the first is taken.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for every company."
    )
    purpose = fields.Selection(
        [("request", "Somebody calls us"), ("callback", "We call somebody")],
        "When",
        required=True,
        default="request",
    )
    kind = fields.Selection(KINDS, help="Empty: of any kind.")
    category_id = fields.Many2one(
        "service.category",
        index="btree_not_null",
        ondelete="restrict",
        help="For requests of this category and those below it. Empty: any.",
    )
    step_ids = fields.One2many("service.call.script.step", "script_id", "Steps", copy=True)

    @api.model
    def _find_for(self, cases):
        """Return the script for each case: the nearest category counts more than the kind.

        :param cases: (purpose, kind, service.category, res.company)
        :return: list of service.call.script, some of them empty
        """
        scripts = self.search([])
        return [scripts._choose(*case) for case in cases]

    def _choose(self, purpose, kind, category, company):
        path = [int(id_) for id_ in (category.parent_path or "").split("/") if id_]

        def fit(script):
            depth = path.index(script.category_id.id) + 1 if script.category_id else 0
            return (-depth, not script.kind, script.sequence, script.id)

        fitting = self.filtered(
            lambda s: (
                s.purpose == purpose
                and s.kind in (kind, False)
                and (not s.category_id or s.category_id.id in path)
                and s.company_id in (company, self.env["res.company"])
            )
        )
        return fitting.sorted(fit)[:1]

    def copy_data(self, default=None):
        return [
            {**values, "name": self.env._("%(name)s (copy)", name=script.name)}
            if not (default or {}).get("name")
            else values
            for script, values in zip(self, super().copy_data(default), strict=True)
        ]

    def copy(self, default=None):
        """Copy the scripts; their answers lead to the steps of the copy."""
        copies = super().copy(default)
        for script, copied in zip(self, copies, strict=True):
            twin = dict(zip(script.step_ids.ids, copied.step_ids.ids, strict=True))
            for step, new in zip(script.step_ids, copied.step_ids, strict=True):
                new.answer_ids = [
                    Command.create(
                        {"name": answer.name, "next_step_id": twin.get(answer.next_step_id.id)}
                    )
                    for answer in step.answer_ids
                ]
        return copies
