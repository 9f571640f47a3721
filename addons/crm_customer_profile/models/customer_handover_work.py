# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError
from odoo.fields import Domain

from .conflicts import step_aside

_logger = logging.getLogger(__name__)

#: Things handed over in one go. Memory depends on this, not on how much a user has.
SLICE = 500
#: A departure with more than this is left to the scheduled job, which commits slice by slice.
AT_ONCE = 2000


class CustomerHandoverBatch(models.Model):
    """How a departure is worked off."""

    _inherit = "customer.handover.batch"

    @api.model
    def _get_work(self):
        """Return what a user may leave behind: (model, kind of hand-over, domain) by order.

        The domain is without the user, whose field is ``user_id`` everywhere.
        """
        return [
            ("res.partner", "person", Domain("is_customer", "=", True)),
            (
                "crm.lead",
                "lead",
                Domain("active", "=", True) & Domain("won_status", "=", "pending"),
            ),
            ("sale.order", "order", Domain("state", "in", ("draft", "sent"))),
            ("mail.activity", "activity", Domain("active", "=", True)),
        ]

    @api.model
    def _get_left(self, user, model, domain, limit=None):
        """Return what ``user`` still has of one model, archived people too."""
        # What a user has left is counted whole, not what the person who asks may see of it.
        Model = self.env[model].sudo().with_context(active_test=False)
        return Model.search(domain & Domain("user_id", "=", user.id), limit=limit, order="id")

    @api.model
    def _count_left(self, user):
        """Return how much ``user`` still has, by kind."""
        return Counter(
            {
                kind: self.env[model]
                .sudo()  # as in _get_left
                .with_context(active_test=False)
                .search_count(domain & Domain("user_id", "=", user.id))
                for model, kind, domain in self._get_work()
            }
        )

    def _work(self):
        """Hand over all that is left, in this transaction, then close the batch."""
        for batch in self:
            while batch._do_slice():
                pass

    def _do_slice(self, refused=None):
        """Hand over one slice, or close the batch where nothing is left.

        :param refused: a list of (model, id) that could not be handed over; the job gives it and
            goes on past them. Without it an error stops the whole.
        :return: how many things were looked at; 0 when the batch is at its end
        """
        self.ensure_one()
        for model, kind, domain in self._get_work():
            passed = [key for name, key in refused or () if name == model]
            domain &= Domain("id", "not in", passed)
            records = self._get_left(self.from_user_id, model, domain, limit=SLICE)
            if not records:
                continue
            if refused is None:
                self._hand_over(kind, records)
            else:
                self._hand_over_singly_if_needed(kind, records, refused)
            self.env.flush_all()
            self.env.invalidate_all()
            return len(records)
        if not refused:
            self._close()
        return 0

    def _hand_over_singly_if_needed(self, kind, records, refused):
        """Hand over a slice; where a record refuses, all others of the slice still go."""
        try:
            with self.env.cr.savepoint():
                self._hand_over(kind, records)
            return
        except (UserError, RedirectWarning) as error:
            _logger.info("Batch %s goes on one by one: %s", self.id, error)
        for record in records:
            try:
                with self.env.cr.savepoint():
                    self._hand_over(kind, record)
            except (UserError, RedirectWarning) as error:
                refused.append((record._name, record.id))
                self.problem = f"{record.display_name}: {error.args[0]}"

    def _close(self):
        user = self.from_user_id
        if self.archive_user and user.active:
            # Ordered by somebody who may archive users, which was asked when it was ordered.
            user.sudo().action_archive()
        if self.kind != "transfer":
            self._end_duties(user)
        # The batch belongs to the job; nobody has the right to write it.
        self.sudo().write({"state": "done", "date_done": fields.Datetime.now(), "problem": False})

    def _end_duties(self, user):
        """Take a departed colleague out of rules, of states and of stand-ins to come."""
        if user.active:
            return
        today = fields.Date.context_today(self)
        # Duties end by the departure, whoever may keep rules or stand-ins otherwise.
        stands = (
            self.env["customer.stand.in"]
            .sudo()
            .search(
                [
                    ("date_from", ">", today),
                    "|",
                    ("stand_in_id", "=", user.id),
                    ("owner_id", "=", user.id),
                ]
            )
        )
        stands.unlink()
        # As above; whoever takes over answers for the state, too.
        states = self.env["customer.state.rule"].sudo().search([("responsible_id", "=", user.id)])
        states.responsible_id = self.to_user_id
        # As above: the departure was ordered by somebody who may.
        rules = self.env["customer.allocation.rule"].sudo().search([("user_ids", "in", user.ids)])
        for rule in rules:
            rest = rule.user_ids - user
            # A rule with nobody left goes out of use and stays to be seen among the archived.
            rule.write(
                {"user_ids": [fields.Command.unlink(user.id)]}
                if rest or rule.team_id
                else {"active": False, "user_ids": [fields.Command.unlink(user.id)]}
            )

    # ------------------------------------------------------------------ ONE SLICE

    def _hand_over(self, kind, records):
        """Give records of one kind to who gets them, and write the history."""
        # The batch was checked when it was ordered; it moves what its orderer may not see, too.
        records = records.sudo()
        owners = self._get_new_owners(kind, records)
        if kind == "activity":
            self._give_activities(records, owners)
        else:
            records._give(owners, reason=self.reason, batch_id=self.id, user_id=self.user_id.id)

    def _get_new_owners(self, kind, records):
        """Return who gets each record, by id: with rules what belongs to a person follows it."""
        if not self.by_rules:
            return dict.fromkeys(records.ids, self.to_user_id.id)
        if kind == "person":
            chosen = self._choose_by_rules(records)
        else:
            owners = self._get_owner_of_person(kind, records)
            chosen = {key: user.id for key, user in owners.items()}
        return {key: chosen.get(key) or self.to_user_id.id for key in records.ids}

    def _choose_by_rules(self, people):
        """Return whom the allocation rules choose for each person, leaving out who departs."""
        Run = self.env["customer.allocation.run"].sudo()  # as in _hand_over
        rules = (
            self.env["customer.allocation.rule"]
            .sudo()  # only the system's choice comes out of them
            .search([("company_id", "in", (False, self.company_id.id))])
        )
        return Run._choose(rules, people, self.from_user_id)

    def _get_owner_of_person(self, kind, records):
        """Return the present owner of the person of each record, where it is another one."""
        people = (
            records._get_customers()
            if kind == "activity"
            else {record.id: record.partner_id for record in records}
        )
        by_id = {key: person.user_id for key, person in people.items()}
        return {
            key: user
            for key, user in by_id.items()
            if user.active and user != self.from_user_id and not user.share
        }

    def _give_activities(self, activities, owners):
        customers = activities._get_customers()
        rows = [
            {
                "kind": "activity",
                "partner_id": customers[activity.id].id,
                "res_model": activity.res_model,
                "res_id": activity.res_id,
                "from_user_id": activity.user_id.id,
                "to_user_id": owners[activity.id],
                "reason": self.reason,
                "batch_id": self.id,
                "user_id": self.user_id.id,
                "company_id": self.company_id.id,
            }
            for activity in activities
        ]
        for user_id in set(owners.values()):
            mine = activities.filtered(lambda each, user=user_id: owners[each.id] == user)
            mine.with_context(mail_activity_quick_update=True).write({"user_id": user_id})
        self.env["customer.handover"]._append(rows)

    # ------------------------------------------------------------------ JOBS

    @api.model
    @step_aside
    def _cron_finish_handovers(self):
        """Go on with departures that were cut off, and take up what archived users left behind."""
        self._open_repairs()
        batches = self.search([("state", "=", "running")], order="id")
        Cron = self.env["ir.cron"]
        if not Cron._commit_progress(remaining=len(batches)):
            return
        for batch in batches:
            if not batch.try_lock_for_update():
                continue  # another worker is on it
            refused = []
            while batch._do_slice(refused):
                if not Cron._commit_progress():
                    return
                if not batch.try_lock_for_update():
                    break
            if not Cron._commit_progress(1):
                return

    @api.model
    def _open_repairs(self):
        """Open a batch for each archived user who still has people, leads or the like."""
        for user in self._get_left_behind():
            target = user._get_customer_heir()
            if not target:
                _logger.warning(
                    "Nobody to take over from archived user %s: set who does, in the settings",
                    user.id,
                )
                continue
            batch = self.create(
                {
                    "kind": "repair",
                    "company_id": user.company_id.id,
                    "from_user_id": user.id,
                    "to_user_id": target.id,
                    "reason": self.env._("%(user)s was archived", user=user.name),
                }
            )
            batch._tell_head(target)

    @api.model
    def _get_left_behind(self):
        """Return archived colleagues who still have something and whom no batch is about."""
        # For the job alone: it looks at everybody's work, and hands out who has some left.
        Users = self.env["res.users"].sudo().with_context(active_test=False)
        archived = Users.search(
            [("active", "=", False), ("id", "!=", self.env.ref("base.user_root").id)]
        )
        running = self.search([("state", "=", "running"), ("kind", "!=", "transfer")]).from_user_id
        found = Users
        for model, _kind, domain in self._get_work():
            Model = self.env[model].sudo().with_context(active_test=False)
            groups = Model._read_group(domain & Domain("user_id", "in", archived.ids), ["user_id"])
            for (user,) in groups:
                found |= user
        return found - running

    def _tell_head(self, head):
        """Put on the list of who gets it that somebody was archived with people in his care."""
        head.partner_id.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Look through what %(user)s left", user=self.from_user_id.name),
            note=self.env._(
                "The account was archived without a hand-over. All of it has gone to you; hand it "
                "on under People, Hand over."
            ),
            user_id=head.id,
        )
