# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from psycopg2 import errors

from odoo import api, fields, models
from odoo.tools import SQL

from ..assigning import Task, distribute
from .service_request_tell import WAITS


class ServiceRequest(models.Model):
    """Who gets a request: chosen by its queue, or nobody, and then the supervisor knows."""

    _inherit = "service.request"

    is_stranded = fields.Boolean(
        "Nobody available",
        readonly=True,
        copy=False,
        help="It was offered and nobody was there for it; it is offered again by itself.",
    )

    _stranded_line = models.Index("(queue_id) WHERE is_stranded")

    def write(self, vals):
        """Tell an agent once of all that he is given in one go, instead of core's mail for each."""
        several = len(self) > 1 and "user_id" in vals
        if several and not self.env.context.get("mail_auto_subscribe_no_notify"):
            self = self.with_context(mail_auto_subscribe_no_notify=True, service_tell_together=True)
        return super().write(vals)

    def _offer(self):
        """Find an agent for requests without one, all of a queue in one go.

        The row of the queue is locked meanwhile. Where another session has given something since
        this one began, its loads are old news: the offer is made again in a session that sees
        them, as soon as this one is committed.
        """
        result = super()._offer()
        # The queue chooses for everybody, whoever wrote the request down.
        waiting = self.sudo().filtered(lambda r: not r.user_id and r.state == "new")
        # In no queue nobody looks for it.
        given, stranded = {}, waiting.filtered(lambda r: not r.queue_id)
        for queue, requests in (waiting - stranded).grouped("queue_id").items():
            if queue.assign_method == "manual":
                stranded |= requests.filtered(lambda r: not r.queue_id.member_ids)
            elif queue._lock_for_offer():
                for user_id, ids in requests._choose_agents(queue, given).items():
                    given.setdefault(user_id, []).extend(ids)
            else:
                requests._offer_after_commit(queue)
        stranded |= stranded.browse(given.pop(None, ()))
        for user_id, ids in given.items():
            stranded.browse(ids)._give_to(self.env["res.users"].browse(user_id))
        stranded._strand()
        return result

    def _choose_agents(self, queue, given):
        """Return who gets these requests of a queue that is locked.

        :param given: {user id: ids of requests} of other queues, chosen but not written yet
        :return: {user id: ids of requests}; None for those that nobody can take
        """
        members = queue.member_ids
        agents = members._to_agents(given)
        needed = self._get_needed_skills() if queue.assign_method == "skill" else {}
        refused = self._get_refusals()
        tasks = [
            Task(
                request.id,
                needed.get(request.id, frozenset()),
                refused.get(request.id, frozenset()),
            )
            for request in self.sorted(lambda r: (-int(r.priority), r.opened_at, r.id))
        ]
        chosen, turn = distribute(queue.assign_method, agents, tasks, queue.offer_turn)
        queue._note_turn(turn, agents)
        by_agent = {}
        for request_id, user_id in chosen.items():
            by_agent.setdefault(user_id, []).append(request_id)
        return by_agent

    def _give_to(self, user):
        """Give these to an agent, who is told once."""
        # The log of events tells of it; a note in each chatter would say it again.
        self.with_context(mail_notrack=True).write({"user_id": user.id})

    def _offer_after_commit(self, queue):
        """Offer these requests in a session of their own, when they are there for everybody.

        Should the process end before that, the scheduled action finds them.
        """
        ids, env = self.ids, self.env
        registry, uid, context = env.registry, env.uid, dict(env.context)

        @env.cr.postcommit.add
        def offer_anew():
            queue._offer_in_session(registry, uid, context, ids)

    @api.model
    def _get_skills_of_categories(self, categories):
        """Return {category id: ids of what one must be able to do}, of those above too."""
        paths = {
            category.id: [int(id_) for id_ in (category.parent_path or "").split("/") if id_]
            for category in categories
        }
        every = categories.browse({id_ for path in paths.values() for id_ in path})
        skills = {category.id: category.skill_ids.ids for category in every}
        return {
            id_: frozenset(skill for each in path for skill in skills[each])
            for id_, path in paths.items()
        }

    def _get_needed_skills(self):
        """Return {id: ids of what one must be able to do for it}."""
        of_category = self._get_skills_of_categories(self.category_id)
        return {
            request.id: of_category.get(request.category_id.id, frozenset())
            | frozenset(request.skill_ids.ids)
            for request in self
        }

    def _get_refusals(self):
        """Return {id: ids of users who gave it back}: they do not get it again by themselves."""
        back = self.filtered("assign_count")
        if not back:
            return {}
        groups = self.env["service.event"]._read_group(
            [("request_id", "in", back.ids), ("type", "=", "unassign")],
            ["request_id"],
            ["user_id:array_agg"],
        )
        return {request.id: frozenset(users) for request, users in groups}

    def _strand(self):
        """Note that nobody is there for these, once, and have their supervisors know."""
        new = self.filtered(lambda request: not request.is_stranded)
        if not new:
            return
        new.is_stranded = True
        new._log_event("waits")
        # Where nobody supervises, a manager of the house has to know.
        alone = new.filtered(lambda r: not r._get_supervisor()).company_id
        keepers = {company: company._get_service_keeper() for company in alone}
        told = new.grouped(
            lambda r: (r._get_supervisor() or keepers[r.company_id], bool(r.queue_id))
        )
        for (user, is_queued), requests in told.items():
            if user:
                requests._tell_of_waiting(user, is_queued)

    def _get_supervisor(self):
        """Return who supervises a request and is still there."""
        return self.supervisor_id.filtered("active")

    def _note_agents(self, before, at):
        """Whoever it is now: nobody has to be found, and who had it is told."""
        result = super()._note_agents(before, at)
        given = self.filtered("user_id")
        given._unstrand()
        if self.env.context.get("tracking_disable") and self.env.context.get("import_file"):
            # Files are imported without tracking; the agent still hears what the customer writes.
            given._have_agents_follow()
        self._tell_agents(before)
        given._note_assigned(at)
        return result

    def _note_change(self, name, before):
        """Have another queue look for an agent, where it is moved by hand and nobody has it."""
        result = super()._note_change(name, before)
        if name == "queue_id" and not self.env.context.get("service_clocks_later"):
            waiting = self.filtered(lambda request: not request.user_id and request.state == "new")
            waiting._unstrand()
            waiting._offer()
        return result

    def _unstrand(self):
        """Take back the word that nobody is available."""
        found = self.filtered("is_stranded")
        if found:
            found.is_stranded = False
            found.activity_unlink([WAITS])

    def _note_assigned(self, at):
        """Remember when each member was given something last."""
        pairs = {(request.queue_id.id, request.user_id.id) for request in self}
        if not pairs or self.env.context.get("service_turn_noted"):
            return
        members = self.env["service.queue.member"].search(
            [
                ("queue_id", "in", [queue_id for queue_id, _user_id in pairs]),
                ("user_id", "in", [user_id for _queue_id, user_id in pairs]),
            ]
        )
        members.filtered(lambda m: (m.queue_id.id, m.user_id.id) in pairs).last_assigned = at

    def _after_move(self, old, state, at):
        """Whoever is done with one has room for what waits."""
        result = super()._after_move(old, state, at)
        if state in ("resolved", "cancelled"):
            self._unstrand()
            queues = self.filtered("user_id").queue_id
            queues = queues.filtered(lambda queue: queue.assign_method != "manual")
            # Whether anything waits there is the system's business.
            if queues and self.sudo().search_count(
                [("queue_id", "in", queues.ids), ("is_stranded", "=", True)], limit=1
            ):
                self.env.ref("crm_service_queue.ir_cron_service_offer").sudo()._trigger()
        return result

    def action_take_next(self):
        """Take the next request of all queues the user serves; the list's button, of none."""
        return self.env["service.queue"].action_take_next_of_mine()

    def action_give_back(self):
        """Put requests back into their queues, for somebody else."""
        self._check_serves()
        # After the first step it may not be the user's any more.
        requests = self.sudo().filtered(lambda request: request.user_id and request.is_open)
        requests.write({"user_id": False})
        requests.filtered(lambda request: request.state != "new")._move("new")
        requests._offer()

    def _claim_one(self):
        """Lock the first of these that nobody has, leaving out what others are taking.

        :return: it, or an empty one
        """
        # Others take from the head of the line too. What they have taken since this session began
        # cannot be seen from here, only run into: then the next one is tried.
        for candidate in self.ids:
            try:
                with self.env.cr.savepoint(flush=False):
                    self.env.cr.execute(
                        SQL(
                            """SELECT id FROM service_request
                                WHERE id = %s AND state = 'new' AND user_id IS NULL
                                  FOR NO KEY UPDATE SKIP LOCKED""",
                            candidate,
                        ),
                        log_exceptions=False,
                    )
                    claimed = self.env.cr.fetchone()
            except errors.SerializationFailure:
                continue
            if claimed:
                return self.browse(candidate)
        return self.browse()
