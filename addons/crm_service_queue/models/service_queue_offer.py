# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging
import random
import time

from psycopg2 import errors

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.crm_customer_profile.models.conflicts import CONFLICTS, step_aside

_logger = logging.getLogger(__name__)

#: How often an offer after commit is tried while other sessions give, too.
TRIES = 60
#: Requests the scheduled action offers in one slice.
SLICE = 200
#: How far down the line "take next" looks for one that nobody else is taking.
LOOK = 80


class ServiceQueue(models.Model):
    """How a queue gives what waits in it, and how an agent takes it."""

    _inherit = "service.queue"

    offer_turn = fields.Integer(
        "Requests given", readonly=True, copy=False, help="Counts what the queue has given."
    )

    # ------------------------------------------------------------------ giving

    def _lock_for_offer(self):
        """Lock the row of the queue, if that is possible now and what is known of it is fresh.

        Not FOR UPDATE: other sessions that write requests of the queue hold its key, and would be
        waited for in a circle.

        :return: whether it is locked
        """
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self.env.cr.execute(
                    SQL(
                        "SELECT id FROM service_queue WHERE id = %s FOR NO KEY UPDATE NOWAIT",
                        self.id,
                    ),
                    log_exceptions=False,
                )
        except (errors.SerializationFailure, errors.LockNotAvailable):
            return False
        return True

    def _note_turn(self, turn, agents):
        """Keep what the choice of agents remembers, and make older views of the queue fail.

        :param agents: values of the package ``assigning``, after they took
        """
        if turn == self.offer_turn:
            return
        self.offer_turn = turn
        turns = {agent.key: agent.turn for agent in agents}
        for member in self.member_ids:
            if turns.get(member.user_id.id, 0) > member.last_turn:
                member.last_turn = turns[member.user_id.id]

    def _offer_in_session(self, registry, uid, context, ids):
        """Offer requests of this queue in sessions of their own until one comes through.

        :param ids: of requests that are committed
        """
        for attempt in range(TRIES):
            try:
                with registry.cursor() as cr:
                    env = api.Environment(cr, uid, context)
                    # Waits for whoever gives now; his work is seen at the next try.
                    cr.execute(
                        SQL(
                            "SELECT id FROM service_queue WHERE id = %s FOR NO KEY UPDATE", self.id
                        ),
                        log_exceptions=False,
                    )
                    # As in _offer: the queue chooses for everybody.
                    env["service.request"].sudo().browse(ids).exists()._offer()
                return
            except CONFLICTS:
                time.sleep(random.uniform(0, 0.01 * min(attempt + 1, 10)))
            except Exception:
                # They are committed and wait; whoever wrote them down is not to blame.
                _logger.exception("Requests %s could not be offered; the scheduler will", ids)
                return
        _logger.info("Requests %s are left to the scheduler", ids)

    @api.model
    @step_aside
    def _cron_offer(self):
        """Offer again what waits: somebody may be back, or have room again."""
        cron = self.env["ir.cron"]
        waiting = self._find_offerable()
        cron._commit_progress(remaining=sum(map(len, waiting.values())))
        for queue, requests in waiting.items():
            for start in range(0, len(requests), SLICE):
                part = requests[start : start + SLICE].exists()
                try:
                    with self.env.cr.savepoint():
                        part._offer()
                except CONFLICTS:
                    raise
                except Exception:
                    _logger.exception("Queue %s: %s could not be offered", queue.id, part.ids)
                if not cron._commit_progress(len(requests[start : start + SLICE])):
                    return

    @api.model
    def _find_offerable(self):
        """Return {queue: what is to be offered of it}.

        Where nobody has room there is nothing to look through, but what is new is noted.
        """
        found = {}
        for queue in self.search([("assign_method", "!=", "manual")]):
            domain = Domain("queue_id", "=", queue.id) & Domain("user_id", "=", False)
            domain &= Domain("state", "=", "new")
            if not any(agent.has_room() for agent in queue.member_ids._to_agents()):
                domain &= Domain("is_stranded", "=", False)
            if requests := self.env["service.request"].search(domain):
                found[queue] = requests
        return found

    # ------------------------------------------------------------------ taking

    def action_take_next(self):
        """Take the most urgent, then oldest request of the queues that the user can serve.

        :return: action that opens it, or a word that nothing waits
        """
        self.check_access("read")
        request = self._take_next()
        if not request:
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "type": "info",
                    "message": self.env._("Nothing waits for you in these queues."),
                },
            }
        return {
            "type": "ir.actions.act_window",
            "res_model": "service.request",
            "res_id": request.id,
            "views": [[False, "form"]],
            "target": "current",
        }

    @api.model
    def action_take_next_of_mine(self):
        """Take the next request of all queues the user serves."""
        return self.search([("user_ids", "in", self.env.uid)]).action_take_next()

    def _take_next(self):
        """Give the user the first request that waits, he can do, and nobody else is taking.

        :return: the request, or an empty one
        :raises UserError: the user serves none of the queues, or has all hands full
        """
        Request = self.env["service.request"]
        Request.check_access("write")
        members = self.env["service.queue.member"].search(
            [("queue_id", "in", self.ids), ("user_id", "=", self.env.uid)]
        )
        if not members:
            raise UserError(
                self.env._("You are a member of none of these queues; ask a supervisor to add you.")
            )
        free = members._filter_with_room()
        if not free:
            raise UserError(
                self.env._("You have as many requests as you can take; settle one first.")
            )
        domain = Domain.OR(member._get_takeable_domain() for member in free)
        found = Request.search(domain, limit=LOOK)._claim_one()
        if found:
            found.write({"user_id": self.env.uid})
        return found
