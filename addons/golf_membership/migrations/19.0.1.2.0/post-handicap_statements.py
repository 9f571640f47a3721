# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import SUPERUSER_ID, api

SLICE = 1000


def migrate(cr, version):
    """Date the handicaps that were typed: told by the player, on the day the contact was entered.

    Up to 19.0.1.1.0 a contact had one handicap without a day. It stays what is shown, and begins
    the history of each player.
    """
    env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
    Statement = env["golf.handicap.statement"]
    players = env["res.partner"].with_context(active_test=False)
    players = players.search([("golf_has_handicap", "=", True), ("golf_statement_ids", "=", False)])
    for start in range(0, len(players), SLICE):
        Statement.create(
            [
                {
                    "partner_id": player.id,
                    "date": max(
                        player.create_date.date(), player.birthday or player.create_date.date()
                    ),
                    "source": "declared",
                    "index": player.golf_handicap,
                    "user_id": player.create_uid.id,
                }
                for player in players[start : start + SLICE]
            ]
        )
