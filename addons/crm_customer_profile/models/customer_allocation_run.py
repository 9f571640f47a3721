# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import Counter, defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..allocation import Balance, Officer, first_match, in_order

#: People looked at in one go. Memory depends on this, not on the number of people.
SLICE = 1000


class CustomerAllocationRun(models.Model):
    """One go through the people without an owner: who got whom, by which rule.

    A run only gives, it never takes: who has an owner is passed over. Two runs at once share the
    people, because each locks those it looks at and the other passes over them.
    """

    _name = "customer.allocation.run"
    _description = "Allocation Run"
    _order = "id desc"
    _rec_name = "date"

    date = fields.Datetime(required=True, default=fields.Datetime.now, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Run by", default=lambda self: self.env.user, readonly=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, readonly=True
    )
    handover_ids = fields.One2many("customer.handover", "run_id", string="Who got whom")
    given = fields.Integer(readonly=True, help="People who got an owner.")
    pooled = fields.Integer("To a pool", readonly=True, help="People given to a team.")
    left = fields.Integer(readonly=True, help="People no rule is about, or all are full.")
    load_ids = fields.One2many("customer.allocation.load", "run_id", readonly=True)

    @api.model
    def _allot(self, partners=None):
        """Give the people without an owner to officers by the rules, and return the run.

        :param partners: only these; those with an owner are passed over. ``None``: everybody
        """
        company = self.env.company
        rules = self.env["customer.allocation.rule"].search(
            [("company_id", "in", (False, company.id))]
        )
        if not rules:
            raise UserError(
                self.env._(
                    "There is no allocation rule yet. A manager adds them under Configuration, "
                    "Allocation rules."
                )
            )
        run = self.create({"company_id": company.id})
        run._work(rules, partners)
        return run

    def _work(self, rules, partners=None):
        """Take the people slice by slice, by id, and give each slice away."""
        # Allotting reaches people whom no officer has yet; who may run it is asked of the callers.
        run, rules = self.sudo(), rules.sudo()
        run._refresh_segments(rules)
        officers = run._get_officers(rules)
        pure = in_order(rule._get_pure() for rule in rules)
        balance = Balance(
            Officer(user.id, load, user.customer_capacity) for user, load in officers.items()
        )
        before = {officer.key: officer.load for officer in balance.officers.values()}
        wanted = sorted(partners.ids) if partners is not None else None
        tally, last = Counter(), 0
        while people := run._lock_slice(last, wanted):
            last = people[-1].id
            tally += run._give_slice(people, rules, pure, balance)
            self.env.flush_all()
            self.env.invalidate_all()
        run.write({name: tally[name] for name in ("given", "pooled", "left")})
        run._note_loads(balance, before)

    @api.model
    def _refresh_segments(self, rules):
        """Work out the live filters of the rules: who is new is in none of them yet."""
        segments = rules.segment_ids
        for level in (segments.parent_id, segments):
            # One that somebody else is working out is as good as fresh.
            level.try_lock_for_update(allow_referencing=True)._refresh()

    @api.model
    def _get_officers(self, rules):
        """Return the load of each officer the rules name, by user."""
        users = rules.officer_ids.filtered("active")
        loads = users._get_customer_loads()
        return {user: loads.get(user.id, 0) for user in users}

    def _lock_slice(self, last, wanted):
        """Return the next people without an owner, locked; those another run has are left out."""
        Partner = self.env["res.partner"]
        Partner.flush_model(["user_id", "is_customer", "active", "company_id", "customer_team_id"])
        if wanted is not None:
            wanted = [key for key in wanted if key > last]
        self.env.cr.execute(
            """
            SELECT id FROM res_partner
             WHERE id > %(last)s AND is_customer AND active AND user_id IS NULL
               AND (company_id IS NULL OR company_id = %(company)s)
               AND (%(everybody)s OR id = ANY(%(wanted)s))
             ORDER BY id LIMIT %(slice)s
               FOR NO KEY UPDATE SKIP LOCKED
            """,
            {
                "last": last,
                "company": self.company_id.id,
                "everybody": wanted is None,
                "wanted": wanted or [],
                "slice": SLICE,
            },
        )
        return Partner.browse(row[0] for row in self.env.cr.fetchall())

    @api.model
    def _plan(self, people, rules, pure, balance):
        """Decide about each person, without writing anything.

        :return: who gets each person by id, the rule that says so by id, the people each team
            gets into its pool, and those nobody gets
        """
        by_id = {rule.id: rule for rule in rules}
        targets = {
            rule.id: [user.id for user in rule.officer_ids if user.id in balance.officers]
            for rule in rules
        }
        owners, by_rule, pools, left = {}, {}, defaultdict(list), []
        segments = rules.with_context(active_test=False).segment_ids
        for person in people._get_allocation_people(segments):
            full = set()
            while rule := first_match(pure, person, full):
                record, officers = by_id[rule.key], targets[rule.key]
                if chosen := balance.choose(rule.key, officers, record.method):
                    owners[person.key], by_rule[person.key] = chosen, rule.key
                    break
                if record.team_id and not record.officer_ids:
                    pools[record.team_id].append(person.key)
                    break
                full.add(rule.key)
            else:
                left.append(person.key)
        return owners, by_rule, pools, left

    def _give_slice(self, people, rules, pure, balance):
        """Give one slice away and return how many were given, pooled and left."""
        owners, by_rule, pools, left = self._plan(people, rules, pure, balance)
        self.env["res.partner"]._give(
            owners, reason=self.env._("Allotted by rule"), run_id=self.id, rules=by_rule
        )
        for team, keys in pools.items():
            waiting = self.env["res.partner"].browse(keys)
            waiting.filtered(lambda person, team=team: person.customer_team_id != team).write(
                {"customer_team_id": team.id}
            )
        return Counter(given=len(owners), pooled=sum(map(len, pools.values())), left=len(left))

    @api.model
    def _choose(self, rules, people, without):
        """Return whom the rules choose for each of ``people``, by id; never the user ``without``.

        :param without: the colleague who gives the people away
        """
        officers = self._get_officers(rules)
        officers.pop(without, None)
        balance = Balance(
            Officer(user.id, load, user.customer_capacity) for user, load in officers.items()
        )
        pure = in_order(rule._get_pure() for rule in rules)
        return self._plan(people, rules, pure, balance)[0]

    def _note_loads(self, balance, before):
        self.env["customer.allocation.load"].create(
            [
                {
                    "run_id": self.id,
                    "user_id": officer.key,
                    "given": officer.load - before[officer.key],
                    "load": officer.load,
                    "capacity": officer.capacity,
                }
                for officer in balance.officers.values()
            ]
        )

    # ------------------------------------------------------------------ ACTIONS

    @api.model
    def _check_may_allot(self):
        self.check_access("create")

    # Of no record, but not @api.model: the button of a list passes the rows that are chosen.
    def action_allot_everybody(self):
        """Allot everybody without an owner, and open the result."""
        self._check_may_allot()
        return self._allot()._open()

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_open_handovers(self):
        """Open who got whom."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer_profile.customer_handover_action"
        )
        return {**action, "domain": [("run_id", "=", self.id)], "context": {}}
