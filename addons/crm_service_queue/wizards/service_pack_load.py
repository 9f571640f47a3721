# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, fields, models
from odoo.exceptions import AccessError
from odoo.tools.translate import LazyGettext

from .packs import PACKS


def _say(value, lang):
    """Return a value of a pack with its texts in a language."""
    if isinstance(value, LazyGettext):
        return value._translate(lang or "en_US")
    if isinstance(value, dict):
        return {key: _say(each, lang) for key, each in value.items()}
    if isinstance(value, list):
        return [_say(each, lang) for each in value]
    return value


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
                record = self._make_record(model, values, found)
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

    def _make_record(self, model, values, found):
        """Return a new record with its parts, in all languages that are installed."""
        fields_ = self.env[model]._fields
        lists = [name for name in values if fields_[name].type == "one2many"]
        vals = {}
        for name, value in values.items():
            if isinstance(value, str) and value.startswith("ref:"):
                vals[name] = found[value.removeprefix("ref:")].id
            elif name in lists:
                vals[name] = [Command.create(_say(part, "en_US")) for part in value]
            else:
                # What cannot be translated is in the language of who loads it.
                vals[name] = _say(value, "en_US" if fields_[name].translate else self.env.lang)
        if "company_id" in fields_:
            vals["company_id"] = self.env.company.id
        record = self.env[model].with_context(lang="en_US").create(vals)
        for code, _name in self.env["res.lang"].get_installed():
            spoken = record.with_context(lang=code)
            spoken.write(
                {name: _say(values[name], code) for name in values if fields_[name].translate}
            )
            for name in lists:
                for part, wanted in zip(spoken[name].sorted("id"), values[name], strict=True):
                    part.name = _say(wanted["name"], code)
        return record.with_context(lang=self.env.lang)
