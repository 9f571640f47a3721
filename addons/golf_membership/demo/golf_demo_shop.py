# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, api, models

#: What a day of golf is ordered with, by club.
DAY = {
    "zhuhai": ("zhuhai_green", "zhuhai_cart", "zhuhai_caddie"),
    "chungshan": ("chungshan_green", "chungshan_cart", "chungshan_caddie"),
    "links": ("links_green", "links_cart"),
}
#: Whose pack of green fees is sold online as well.
PACK = {"zhuhai": "zhuhai_pack"}


class GolfDemo(models.AbstractModel):
    """What further apps of Odoo make of the clubs' products, where they are installed."""

    _inherit = "golf.demo"

    @api.model
    def _offer(self, club, club_key):
        """Give the clubs a template of everyday orders, and put the pack into the web shop."""
        if "sale.order.template" in self.env:
            self.env["sale.order.template"].create(
                {
                    "name": "A day of golf",
                    "company_id": club.id,
                    "sale_order_template_line_ids": [
                        Command.create({"product_id": self._ref(name).id, "product_uom_qty": 1})
                        for name in DAY[club_key]
                    ],
                }
            )
        pack = club_key in PACK and self._ref(PACK[club_key]).product_tmpl_id
        if pack and "is_published" in pack._fields:
            pack.is_published = True
