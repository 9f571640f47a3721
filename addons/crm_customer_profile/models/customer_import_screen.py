# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.exceptions import UserError

from ..intake import checking


class CustomerImport(models.Model):
    """The counts of an import, and the lists behind its buttons."""

    _inherit = "customer.import"

    def _refresh_counters(self):
        """Count the rows by what became of them."""
        groups = self.env["customer.import.line"]._read_group(
            [("import_id", "in", self.ids)],
            ["import_id", "status"],
            ["__count", "wish_count:sum", "document:count"],
        )
        for each in self:
            mine = {status: counts for import_, status, *counts in groups if import_ == each}
            good = [counts for status, counts in mine.items() if status != checking.BAD]
            bad = mine.get(checking.BAD, [0])[0]
            each.write(
                {
                    "row_count": sum(counts[0] for counts in mine.values()),
                    "bad_count": bad,
                    "good_count": sum(counts[0] for counts in good),
                    "wish_count": sum(counts[1] for counts in good),
                    "document_count": sum(counts[2] for counts in good),
                    "imported_count": mine.get("imported", [0])[0],
                    "updated_count": mine.get("updated", [0])[0],
                    "unchanged_count": mine.get("unchanged", [0])[0],
                }
            )

    def action_refresh(self):
        """Show how far the import has come."""
        return True

    def action_download_bad_rows(self):
        """Return the rows that were refused as a CSV file, with the reason on each."""
        self.ensure_one()
        if not self.bad_count:
            raise UserError(self.env._("No row of this file was refused."))
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/customer.import/{self.id}/bad_rows_file"
            f"?filename_field=bad_rows_name&download=true",
            "target": "download",
        }

    def action_open_people(self):
        """Open the people this file is about."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer_profile.customer_action"
        )
        lines = self.env["customer.import.line"]._search(
            [("import_id", "=", self.id), ("partner_id", "!=", False)]
        )
        people = self.env["res.partner"].search([("id", "in", lines.subselect("partner_id"))])
        return {**action, "domain": [("id", "in", people.ids)], "context": {}}

    def action_open_rows(self):
        """Open the rows in a list of their own, to search and group them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer_profile.customer_import_line_action"
        )
        return {**action, "domain": [("import_id", "=", self.id)]}

    def action_open_bad_rows(self):
        """Open the rows that were refused, with what to do about each."""
        return {**self.action_open_rows(), "context": {"search_default_bad": True}}
