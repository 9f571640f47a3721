# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

from psycopg2 import errors

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.crm_customer_profile.models.conflicts import CONFLICTS, step_aside

_logger = logging.getLogger(__name__)

#: Names the locks of queues among all of the database.
LOCK_SPACE = 24129
#: How long an offer after commit waits for others that give, before the scheduler does it.
PATIENCE = "15s"
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
        """Lock the queue, if that is possible now and what is known of it is fresh.

        Two locks: who waits for the first stands in line for it; the second, on the row, fails
        where others have given something since this session began. The row is not locked FOR
        UPDATE: sessions that write requests of the queue hold its key, and would be waited for in
        a circle.

        :return: whether it is locked
        """
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self.env.cr.execute(
                    SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK_SPACE, self.id)
                )
                if not self.env.cr.fetchone()[0]:
                    return False
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
        """Offer requests of this queue in a session of their own, when it is their turn.

        :param ids: of requests that are committed
        """
        try:
            with registry.cursor() as cr:
                cr.execute(SQL("SET LOCAL lock_timeout = %s", PATIENCE), log_exceptions=False)
                # In line with all who give of this queue; kept over the commit, after which this
                # session sees what they gave.
                cr.execute(
                    SQL("SELECT pg_advisory_lock(%s, %s)", LOCK_SPACE, self.id),
                    log_exceptions=False,
                )
                # A session of its own: nothing else is committed with it.
                cr.commit()  # pylint: disable=invalid-commit
                try:
                    env = api.Environment(cr, uid, context)
                    # As in _offer: the queue chooses for everybody.
                    env["service.request"].sudo().browse(ids).exists()._offer()
                    cr.commit()  # pylint: disable=invalid-commit
                finally:
                    cr.rollback()
                    cr.execute(SQL("SELECT pg_advisory_unlock(%s, %s)", LOCK_SPACE, self.id))
        except CONFLICTS as error:
            self._leave_to_scheduler(registry, ids, error)
        except Exception as error:
            # They are committed and wait; whoever wrote them down is not to blame.
            _logger.exception("Requests %s could not be offered", ids)
            self._leave_to_scheduler(registry, ids, error)

    def _leave_to_scheduler(self, registry, ids, error):
        """Have the scheduled action offer what could not be offered at once, soon."""
        _logger.info("Requests %s are left to the scheduler: %s", ids, error)
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env.ref("crm_service_queue.ir_cron_service_offer")._trigger()

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
            return self._notify_nothing(self.env._("Nothing waits for you in these queues."))
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
        queues = self.search([("user_ids", "in", self.env.uid)])
        if not queues:
            return self._notify_nothing(
                self.env._("You are a member of no queue; ask a supervisor to add you to one.")
            )
        return queues.action_take_next()

    @api.model
    def _notify_nothing(self, message):
        """Return an action that says so and goes on to what the user has already."""
        mine = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_request_action_mine"
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "info", "message": message, "next": mine},
        }

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
