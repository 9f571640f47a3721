# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _get_customers(self):
        """Return the person each activity is about, by the activity's id; may be empty."""
        Partner = self.env["res.partner"]
        customers = dict.fromkeys(self.ids, Partner)
        for model, activities in self.grouped("res_model").items():
            if model not in self.env:
                continue
            records = self.env[model].browse(activities.mapped("res_id")).exists()
            if model == "res.partner":
                by_id = {record.id: record for record in records}
            elif "partner_id" in records and records._fields["partner_id"].comodel_name == (
                "res.partner"
            ):
                by_id = {record.id: record.partner_id for record in records}
            else:
                continue
            for activity in activities:
                customers[activity.id] = by_id.get(activity.res_id, Partner)
        return customers
