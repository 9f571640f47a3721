# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL


class ServiceArticle(models.Model):
    """In which languages an answer may say something else than in the one written last."""

    _inherit = "service.article"

    languages_behind = fields.Char(
        "Languages to look at",
        compute="_compute_languages_behind",
        help="The answer was written anew in another language; what these say was kept.",
    )

    @api.depends("body")
    def _compute_languages_behind(self):
        """Name the languages whose text was kept when another one was written."""
        self.flush_model(["body"])
        # The ORM keeps what waits for its translation beside the text, with a dash before the code.
        rows = self.env.execute_query(
            SQL(
                """SELECT article.id, array_agg(substr(waiting.code, 2) ORDER BY waiting.code)
                     FROM %s AS article, jsonb_each_text(article.body) AS waiting(code, text)
                    WHERE article.id IN %s AND waiting.code LIKE %s
                      AND waiting.text <> article.body ->> substr(waiting.code, 2)
                    GROUP BY article.id""",
                SQL.identifier(self._table),
                tuple(self._origin.ids) or (0,),
                r"\_%",
            )
        )
        found, names = dict(rows), dict(self.env["res.lang"].get_installed())
        for article in self:
            codes = found.get(article._origin.id, ())
            article.languages_behind = ", ".join(names[code] for code in codes if code in names)
