# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL

from ..lifecycle import states

STAFF = "crm_customer_profile.group_customer_user"


class ResPartner(models.Model):
    """Where the relation with a person stands.

    The state belongs to the person and not to a company: a group of clubs and hotels knows each
    customer once. The thresholds are those of the person's own company, or of the first one.
    """

    _inherit = "res.partner"

    customer_state = fields.Selection(
        [
            ("to_identify", "To identify"),
            ("potential", "Potential"),
            ("opportunity", "Opportunity"),
            ("first_trade", "First trade"),
            ("mature", "Mature"),
            ("lost", "Lost"),
        ],
        string="Life cycle",
        compute="_compute_customer_state",
        store=True,
        index=True,
        default="to_identify",
        group_expand=True,
        help="Moves by itself with requests, quotations, orders, invoices and silence.",
        groups=STAFF,
    )
    customer_state_since = fields.Datetime(
        "In this state since", compute="_compute_customer_state", store=True, groups=STAFF
    )
    customer_lost_reason_id = fields.Many2one(
        "crm.lost.reason",
        string="Why lost",
        compute="_compute_customer_state",
        store=True,
        index="btree_not_null",
        groups=STAFF,
    )
    customer_state_days = fields.Integer(
        "Days in this state", compute="_compute_customer_state_days", groups=STAFF
    )
    # When silence will have ended the state; what the nightly job looks for.
    customer_state_due = fields.Datetime(
        readonly=True, index="btree_not_null", copy=False, groups=STAFF
    )
    customer_state_move_ids = fields.One2many(
        "customer.state.move",
        "partner_id",
        string="Life cycle history",
        readonly=True,
        groups=STAFF,
    )
    customer_state_move_count = fields.Integer(
        compute="_compute_customer_state_move_count", groups=STAFF
    )

    @api.depends("customer_state_move_ids.state_to", "customer_state_move_ids.partner_id")
    def _compute_customer_state(self):
        # The history is read whole, whoever asks: the state is the same for everybody.
        moves = (
            self.env["customer.state.move"]
            .sudo()
            .search_fetch(
                [("partner_id", "in", self.ids)],
                ["partner_id", "state_to", "date", "lost_reason_id"],
                order="date, id",
            )
        )
        latest = {move.partner_id.id: move for move in moves}
        for partner in self:
            move = latest.get(partner._origin.id)
            partner.customer_state = move.state_to if move else "to_identify"
            partner.customer_state_since = move.date if move else False
            partner.customer_lost_reason_id = (
                move.lost_reason_id if move and move.state_to == "lost" else False
            )

    @api.depends("customer_state_since", "create_date")
    def _compute_customer_state_days(self):
        now = fields.Datetime.now()
        for partner in self:
            since = partner.customer_state_since or partner.create_date
            partner.customer_state_days = (now - since).days if since else 0

    def _compute_customer_state_move_count(self):
        counts = dict(
            self.env["customer.state.move"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.customer_state_move_count = counts.get(partner._origin, 0)

    # -- keeping up with the records ------------------------------------------

    def write(self, vals):
        result = super().write(vals)
        # Another company above, or a customer who was none: other documents count.
        if {"is_customer", "parent_id"} & vals.keys():
            self._touch_lifecycle()
        return result

    def _touch_lifecycle(self):
        """Have the states of these people looked at when the transaction ends, once."""
        if not self.ids:
            return
        precommit = self.env.cr.precommit
        if "customer.lifecycle" not in precommit.data:
            precommit.data["customer.lifecycle"] = set()
            # Whoever confirms an order moves the customer, with or without access to the history.
            precommit.add(self.env["res.partner"].sudo()._sync_touched_lifecycles)
        precommit.data["customer.lifecycle"].update(self.ids)

    @api.model
    def _sync_touched_lifecycles(self):
        ids = self.env.cr.precommit.data.pop("customer.lifecycle", ())
        partners = self.browse(sorted(ids)).exists()
        (partners | partners.commercial_partner_id)._sync_lifecycle()

    def _sync_lifecycle(self):
        """Bring history and state of these people up to date with the facts of their records.

        Idempotent. Two sessions at once write the same person's row, so that PostgreSQL has the
        second one begin anew.

        :return: the moves that were missing
        """
        # The state follows from all records of a person, whoever touched one of them.
        partners = self.sudo().filtered("is_customer")
        if not partners:
            return self.env["customer.state.move"]
        now = fields.Datetime.now()
        facts = partners._get_lifecycle_facts()
        manual = partners._get_last_manual_moves()
        thresholds = partners._get_lifecycle_thresholds()
        values, due = [], {}
        for partner in partners:
            outcome = states.replay(
                facts[partner.id],
                thresholds[partner.company_id],
                now,
                manual.get(partner.id),
            )
            due[partner.id] = outcome.silent_on
            missing = states.get_missing_steps(
                outcome, partner.customer_state, partner.customer_state_since or None, now
            )
            known = min(facts[partner.id].get_first() or now, partner.create_date or now)
            values += partner._prepare_state_moves(missing, known)
        partners._set_state_due(due)
        return self._add_state_moves(values)

    def _prepare_state_moves(self, steps, known):
        """Return the values of moves for steps that follow each other.

        :param known: since when the person is known, where no move says it
        """
        self.ensure_one()
        values, state, since = [], self.customer_state, self.customer_state_since or known
        for step in steps:
            values.append(
                {
                    "partner_id": self.id,
                    "state_from": state,
                    "state_to": step.state,
                    "date": step.at,
                    "date_from": since,
                    "rule": step.rule,
                    "owner_id": self.user_id.id,
                    "team_id": self.customer_team_id.id,
                }
            )
            state, since = step.state, step.at
        return values

    def _add_state_moves(self, values):
        """Add moves to the history; what follows from a new state hangs on here."""
        if not values:
            return self.env["customer.state.move"]
        self._add_lost_reasons(values)
        # Rules and the wizard add to the history, nobody by hand; both have checked the person.
        return self.env["customer.state.move"].sudo().create(values)

    @api.model
    def _add_lost_reasons(self, values):
        """Say why where a rule lost somebody: the request's reason, or silence."""
        silence = self.env.ref("crm_customer_profile.lost_reason_silence", False)
        by_lead = [value for value in values if value["rule"] == "lead_lost"]
        reasons = {}
        if by_lead:
            leads = (
                self.env["crm.lead"]
                .sudo()  # only why it was lost, to be said in the history
                .with_context(active_test=False)
                .search_fetch(
                    [
                        ("partner_id", "in", [value["partner_id"] for value in by_lead]),
                        ("lost_reason_id", "!=", False),
                    ],
                    ["partner_id", "lost_reason_id"],
                    order="date_closed, id",
                )
            )
            reasons = {lead.partner_id.id: lead.lost_reason_id.id for lead in leads}
        for value in values:
            if value["rule"] == "lead_lost":
                value["lost_reason_id"] = reasons.get(value["partner_id"])
            elif value["rule"] == "silence" and silence:
                value["lost_reason_id"] = silence.id

    def _set_state_due(self, due):
        """Note when silence will end the states; a note for the nightly job, nothing else."""
        changed = {
            partner.id: due[partner.id]
            for partner in self
            if (partner.customer_state_due or None) != due[partner.id]
        }
        if not changed:
            return
        self.flush_recordset(["customer_state_due"])
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner
                   SET customer_state_due = due.at
                  FROM unnest(%s, %s::timestamp[]) AS due (id, at)
                 WHERE res_partner.id = due.id
                """,
                list(changed),
                list(changed.values()),
            )
        )
        self.invalidate_recordset(["customer_state_due"], flush=False)

    def _get_last_manual_moves(self):
        """Return ``{person's id: (state, when)}`` of the last moves by hand."""
        moves = (
            self.env["customer.state.move"]
            .sudo()  # for _sync_lifecycle, which goes by the whole history
            .search_fetch(
                [("partner_id", "in", self.ids), ("rule", "=", "manual")],
                ["partner_id", "state_to", "date"],
                order="date, id",
            )
        )
        return {move.partner_id.id: (move.state_to, move.date) for move in moves}

    def _get_lifecycle_thresholds(self):
        """Return ``{company: Thresholds}``; people of no company have those of the first one."""
        return {
            company: (company or self.env.ref("base.main_company"))._get_lifecycle_thresholds()
            for company in {*self.company_id, self.env["res.company"]}
        }

    # -- screens --------------------------------------------------------------

    def action_view_state_moves(self):
        """Open the history of the person's states."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Life cycle of %(name)s", name=self.display_name),
            "res_model": "customer.state.move",
            "view_mode": "list,graph,pivot",
            "domain": [("partner_id", "=", self.id)],
            "context": {"create": False},
        }

    def action_change_customer_state(self):
        """Open the wizard that moves these people by hand, with a reason."""
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Move in the life cycle"),
            "res_model": "customer.state.change",
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_ids": self.ids},
        }
