# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..keys.fold import words
from ..keys.person import person_keys
from ..matching import CERTAIN, NONE, Person, compare, judge
from .conflicts import step_aside

#: Parameters: the two thresholds, whether the certain are merged by the night, and since when.
LOWER = "crm_customer_profile.duplicate_lower"
UPPER = "crm_customer_profile.duplicate_upper"
MERGE = "crm_customer_profile.duplicate_merge"
LOOKED = "crm_customer_profile.duplicate_looked"
DEFAULT_LOWER, DEFAULT_UPPER = 50, 80
#: A phone or address that more contacts have is that of a house, not of a person.
COMMON = 20
PAIRS = 500
#: Kinds of keys by the field they count for.
KINDS = {"phone": "phone", "mail": "email", "number": "number", "document": "document"}


class CustomerDuplicate(models.Model):
    """How alike two contacts are, in points; and the search for those that are."""

    _inherit = "customer.duplicate"

    reason = fields.Selection(
        selection_add=[("match", "Several fields agree")], ondelete={"match": "set default"}
    )
    points = fields.Integer(readonly=True, aggregator=None)
    agrees = fields.Char("Codes of what agrees", readonly=True)
    differs = fields.Char("Codes of what differs", readonly=True)
    likeness = fields.Char("Agrees in", compute="_compute_likeness")
    level = fields.Selection(
        [("possible", "To look at by hand"), ("certain", "As good as certain")],
        readonly=True,
        help="Certain: the points reach the upper threshold, the names agree, and nothing "
        "contradicts. Different names on one document are always looked at by hand.",
    )

    @api.depends_context("lang")
    @api.depends("agrees", "differs")
    def _compute_likeness(self):
        rows = self.env["customer.match.field"]
        labels = dict(rows._fields["field_name"]._description_selection(self.env))
        labels["gender"] = self.env._("Gender")
        for row in self:
            agree = ", ".join(labels[code] for code in (row.agrees or "").split())
            differ = ", ".join(labels[code] for code in (row.differs or "").split())
            if differ:
                agree = self.env._("%(agree)s; not in %(differ)s", agree=agree, differ=differ)
            row.likeness = agree

    @api.model
    def _get_thresholds(self):
        get = self.env["ir.config_parameter"].sudo().get_param  # two numbers, no secret
        return int(get(LOWER) or DEFAULT_LOWER), int(get(UPPER) or DEFAULT_UPPER)

    @api.model
    def _judge_pairs(self, pairs):
        """Return points and level of pairs of contacts, by what is on file about them.

        :param pairs: list of (id, id)
        :return: dict of pair: (points, level, likeness)
        """
        # Of whomever: the list of candidates is the system's.
        people = self.env["res.partner"].sudo().browse({key for pair in pairs for key in pair})
        traits = people._get_recognition_values()
        persons = {}
        for partner in people:
            keys = {}
            for kind, key in person_keys(traits[partner.id]):
                if kind in KINDS:
                    keys.setdefault(KINDS[kind], set()).add(key)
            names = (frozenset(words(name)) for name in traits[partner.id].names)
            persons[partner.id] = Person(
                frozenset(filter(None, names)),
                {name: frozenset(found) for name, found in keys.items()},
                partner.birthday or None,
                partner.gender if partner.gender in ("female", "male") else None,
            )
        rows = self.env["customer.match.field"].sudo().search([])  # points, no secret
        points = {row.field_name: row.points for row in rows}
        lower, upper = self._get_thresholds()
        judged = {}
        for first, second in pairs:
            likeness = compare(persons[first], persons[second])
            judged[first, second] = (*judge(likeness, points, lower, upper), likeness)
        return judged

    def _score(self):
        """Write down how alike the pairs are today."""
        pairs = {row: (row.partner_id.id, row.other_id.id) for row in self if row.other_id}
        judged = self._judge_pairs(list(pairs.values()))
        for row, pair in pairs.items():
            row.write(self._prepare_score(*judged[pair]))

    @api.model
    def _prepare_score(self, points, level, likeness):
        return {
            "points": points,
            "level": "possible" if level == NONE else level,
            "agrees": " ".join(likeness.agree),
            "differs": " ".join(likeness.differ),
        }

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        # How alike they are is the system's to say.
        rows.sudo().filtered(lambda row: not row.level)._score()
        return rows

    # -------------------------------------------------------------- THE SEARCH

    @api.model
    @step_aside
    def _cron_find(self, batch_size=PAIRS):
        """List pairs of contacts that agree in several fields; merge the certain, if wanted.

        Looks at whoever changed since the last time. Safe to kill and to run twice: a pair that
        was decided is not listed again.
        """
        self = self.sudo()  # a scheduled action belongs to no company
        parameters = self.env["ir.config_parameter"]
        since, now = parameters.get_param(LOOKED), fields.Datetime.now()
        after = (0, 0)
        while pairs := self._find_pairs(since, after, batch_size):
            self._list_pairs(pairs)
            after = pairs[-1]
            if not self.env["ir.cron"]._commit_progress(len(pairs)):
                return
        parameters.set_param(LOOKED, fields.Datetime.to_string(now))
        if parameters.get_param(MERGE):
            self._merge_certain_ones()

    @api.model
    def _find_pairs(self, since, after, limit):
        """Return pairs of contacts that share something rare, and were not listed yet."""
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                WITH rare AS (
                    SELECT kind, key FROM customer_key
                     WHERE kind IN ('phone', 'mail', 'document')
                     GROUP BY kind, key HAVING count(*) BETWEEN 2 AND %(common)s
                ), shared AS (
                    SELECT a.partner_id AS first, b.partner_id AS second
                      FROM rare
                      JOIN customer_key a ON a.key = rare.key AND a.kind = rare.kind
                      JOIN customer_key b ON b.key = rare.key AND b.kind = rare.kind
                                         AND b.partner_id > a.partner_id
                     UNION
                    SELECT a.id, b.id FROM res_partner a
                      JOIN res_partner b ON b.birthday = a.birthday
                                        AND lower(b.name) = lower(a.name) AND b.id > a.id
                     WHERE a.birthday IS NOT NULL
                )
                SELECT first, second FROM shared
                  JOIN res_partner a ON a.id = first AND a.active
                  JOIN res_partner b ON b.id = second AND b.active
                 WHERE (first, second) > (%(first)s, %(second)s)
                   AND COALESCE(a.is_company, FALSE) = COALESCE(b.is_company, FALSE)
                   AND a.type = 'contact' AND b.type = 'contact'
                   AND GREATEST(a.write_date, b.write_date) >= %(since)s
                   AND NOT EXISTS (
                       SELECT FROM customer_duplicate d
                        WHERE LEAST(d.partner_id, d.other_id) = first
                          AND GREATEST(d.partner_id, d.other_id) = second)
                 ORDER BY first, second LIMIT %(limit)s
                """,
                common=COMMON,
                first=after[0],
                second=after[1],
                since=since or "1970-01-01",
                limit=limit,
            )
        )

    @api.model
    def _list_pairs(self, pairs):
        judged = self._judge_pairs(pairs)
        return self.create(
            [
                {
                    "partner_id": first,
                    "other_id": second,
                    "reason": "match",
                    **self._prepare_score(*found),
                }
                for (first, second), found in judged.items()
                if found[1] != NONE
            ]
        )

    # -------------------------------------------------------------- THE CERTAIN

    def action_merge_certain(self):
        """Merge the pairs that are as good as certain, the older contact stays; can be undone.

        :raises UserError: a pair has to be looked at by hand
        """
        if not self.env.user.has_group("base.group_partner_manager"):
            raise AccessError(self.env._("You may not merge contacts."))
        for row in self.filtered(lambda each: each.state == "open"):
            row.sudo()._score()  # as of now, whatever it was when it was listed
            if row.level != CERTAIN:
                raise UserError(
                    self.env._(
                        "%(one)s and %(other)s: look at these two by hand. (%(likeness)s)",
                        one=row.partner_id.display_name,
                        other=row.other_id.display_name,
                        likeness=row.likeness,
                    )
                )
            row._merge_pair()

    def _merge_pair(self):
        people = self.partner_id | self.other_id
        survivor = people.sorted("id")[:1]
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge(people.ids, survivor, extra_checks=False)

    def _merge_certain_ones(self):
        """Merge what is certain, each pair by itself; what fails waits for a person."""
        last_id = 0
        while row := self.search(
            [("id", ">", last_id), ("state", "=", "open"), ("level", "=", CERTAIN)],
            order="id",
            limit=1,
        ):
            last_id = row.id
            row._score()
            if row.level == CERTAIN:
                try:
                    with self.env.cr.savepoint():
                        row._merge_pair()
                except UserError as refused:
                    row.detail = str(refused)
            if not self.env["ir.cron"]._commit_progress(1):
                return
