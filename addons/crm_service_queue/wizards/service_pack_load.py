# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, fields, models
from odoo.exceptions import AccessError

from ..packs import PACKS


class ServicePackLoad(models.TransientModel):
    """Loads the example configuration of a trade; what is there already stays as it is."""

    _name = "service.pack.load"
    _description = "Load Example Configuration"

    pack = fields.Selection(
        [("insurance", "Insurance: incidents and claims"), ("logistics", "Dispatch of vehicles")],
        required=True,
        default="insurance",
    )

    def action_load(self):
        """Load the chosen configuration; doing it again makes nothing new."""
        self.ensure_one()
        if not self.env.user.has_group("crm_service_queue.group_service_manager"):
            raise AccessError(self.env._("Ask a manager of the service to do this."))
        self._load(self.pack)
        return {"type": "ir.actions.client", "tag": "reload"}

    def _load(self, pack):
        """Make the records of a pack that were never made before in this company.

        :return: {name: record}
        """
        # Names of records are the system's; who may load was checked.
        data = self.env["ir.model.data"].sudo()
        company = self.env.company
        found = {}
        for model, name, values in PACKS[pack]:
            key = f"{pack}_{name}_{company.id}"
            known = data.search([("module", "=", "__service_pack__"), ("name", "=", key)])
            record = self.env[model].browse(known.res_id).exists() if known else None
            if record is None:
                record = self.env[model].create(self._prepare_record(model, values, found))
                data.create(
                    {
                        "module": "__service_pack__",
                        "name": key,
                        "model": model,
                        "res_id": record.id,
                        "noupdate": True,
                    }
                )
            found[name] = record
        return found

    def _prepare_record(self, model, values, found):
        """Return the values of a record, with what it refers to and its parts."""
        vals = {}
        for name, value in values.items():
            if isinstance(value, str) and value.startswith("ref:"):
                value = found[value.removeprefix("ref:")].id
            elif self.env[model]._fields[name].type == "one2many":
                value = [Command.create(part) for part in value]
            vals[name] = value
        if "company_id" in self.env[model]._fields:
            vals["company_id"] = self.env.company.id
        return vals
