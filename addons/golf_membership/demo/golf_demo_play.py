# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from base64 import b64encode

from odoo import api, models

#: A course the members of the club play as guests; the slope on the last line cannot be.
_RATINGS = """course,city,tees,for,holes,rating,slope,par
Dragon Lake,Shenzhen,Blue,men,18,73.1,134,72
Dragon Lake,Shenzhen,White,men,18,70.9,127,72
Dragon Lake,Shenzhen,White,women,18,76.0,133,72
Dragon Lake,Shenzhen,Red,women,18,72.4,1240,72
"""


class GolfDemo(models.AbstractModel):
    """A file of ratings that has been imported, but for one row."""

    _inherit = "golf.demo"

    @api.model
    def _import_play(self):
        """Import ratings of a course. Called again it changes nothing."""
        club = self._get_clubs()["zhuhai"]
        self = self.with_company(club).with_context(allowed_company_ids=club.ids)
        Import = self.env["golf.play.import"]
        if Import.search_count([("company_id", "=", club.id)]):
            return
        brought = Import.create(
            {
                "name": "Ratings of Dragon Lake",
                "kind": "ratings",
                "file": b64encode(_RATINGS.encode()),
                "file_name": "dragon_lake.csv",
                "company_id": club.id,
            }
        )
        brought.action_check()
        # The job would commit, which is not the demo's to do.
        brought.write({"state": "running", "user_id": self._get_officer(club).id})
        running = brought._as_importer()
        running._take_slice(running._get_waiting_lines())
        running._finish()
        running._refresh_counters()
