# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from contextlib import contextmanager

import psycopg2

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..referral.chains import LONGEST_CHAIN, read_path
from .golf_referral_sql import GUARD, PAIR_PROBLEM

#: What PostgreSQL says of a pair that it refuses; each has a sentence below.
SELF, COMPANY, NOMINEE, HOUSEHOLD, PHONE, DOCUMENT, CIRCLE, LENGTH = PROBLEMS = (
    "self", "company", "nominee", "household", "phone", "document", "circle", "length",
)  # fmt: skip
PREFIX = "golf_referral_"


class GolfReferral(models.Model):
    """Who can have referred whom, decided by PostgreSQL; and the path of each member.

    The rules stand in the database, so that they hold for an import, for SQL, and for two
    sessions that know nothing of each other. golf.md, "Referral rewards": self-referral checks
    belong in the data layer.
    """

    _inherit = "golf.referral"

    def init(self):
        """Create the rules and the triggers. Called again, it replaces them."""
        result = super().init()
        # One row a club, changed by whoever adds to its tree. Sessions read a snapshot each: only
        # a row that both change tells the second that there was a first, and Odoo repeats it.
        # A table of its own, so that nobody waits who merely refers to the club.
        self.env.cr.execute(
            """
            CREATE TABLE IF NOT EXISTS golf_referral_tree (
                company_id integer PRIMARY KEY REFERENCES res_company ON DELETE CASCADE,
                version bigint NOT NULL DEFAULT 0
            )
            """
        )
        self.env.cr.execute(PAIR_PROBLEM)
        self.env.cr.execute(SQL(GUARD, longest=LONGEST_CHAIN))
        return result

    @api.model
    def _flush_what_decides(self):
        """Write what is pending of the facts by which PostgreSQL judges a pair."""
        self.env["res.partner"].flush_model(
            ["phone_sanitized", "commercial_partner_id", "parent_id", "is_company"]
        )
        self.env["customer.relation"].flush_model()
        self.env["customer.identity"].flush_model(["partner_id", "number_hash"])
        self.env["golf.membership"].flush_model(
            ["partner_id", "company_id", "corporate_partner_id", "state"]
        )

    @api.model
    def _get_pair_problems(self, company, pairs):
        """Return {(referred id, referrer id): problem} of the pairs that cannot be, circles aside.

        :param pairs: (referred id, referrer id)
        """
        if not pairs:
            return {}
        self._flush_what_decides()
        referred, referrers = map(list, zip(*pairs, strict=True))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT pair.referred, pair.referrer,
                       golf_referral_problem(%s, pair.referred, pair.referrer)
                  FROM unnest(%s::int[], %s::int[]) AS pair (referred, referrer)
                """,
                company.id,
                referred,
                referrers,
            )
        )
        return {(one, other): problem for one, other, problem in rows if problem}

    @api.model
    def _check_pairs(self, company, pairs):
        """Check that these people can have been referred so, before PostgreSQL has to refuse it.

        What two sessions make of it together, the trigger alone can tell.

        :param pairs: (referred id, referrer id)
        :raises ValidationError: a pair cannot be
        """
        problems = self._get_pair_problems(company, pairs)
        # The whole tree counts, whatever part of it one may see.
        rows = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "in", [referrer for _referred, referrer in pairs]),
            ]
        )
        paths = {row.partner_id.id: read_path(row.path) for row in rows}
        for referred, referrer in pairs:
            problem = problems.get((referred, referrer))
            above = paths.get(referrer, ())
            if not problem and referred in above:
                problem = CIRCLE
            if not problem and len(above) > LONGEST_CHAIN:
                problem = LENGTH
            if problem:
                # The two are in what the user typed; their names are no secret to him.
                people = self.env["res.partner"].sudo().browse((referred, referrer))
                raise ValidationError(self._get_problem_text(problem, *people))

    @contextmanager
    def _explain_refusal(self):
        """Turn the refusal of a pair by PostgreSQL into a sentence that names the two."""
        try:
            # Not flushed: that would end the transaction's work for whoever is in the middle of it.
            with self.env.cr.savepoint(flush=False):
                yield
                self.flush_model()
        except psycopg2.errors.CheckViolation as error:
            problem = (error.diag.constraint_name or "").removeprefix(PREFIX)
            if problem not in PROBLEMS:
                raise
            ids = map(int, error.diag.message_detail.split(","))
            # The two are in what the user typed; their names are no secret to him.
            referred, referrer = self.env["res.partner"].sudo().browse(ids)
            raise ValidationError(self._get_problem_text(problem, referred, referrer)) from error

    @api.model
    def _get_problem_text(self, problem, referred, referrer):
        """Return the sentence that says why one cannot have referred the other."""
        names = {"name": referred.display_name, "referrer": referrer.display_name}
        texts = {
            SELF: self.env._(
                "%(name)s cannot have referred himself or herself. Choose another person or leave"
                " the field empty.",
                **names,
            ),
            COMPANY: self.env._(
                "%(referrer)s and %(name)s belong to one company, and nobody refers a colleague or"
                " an employer. Choose another person or leave the field empty.",
                **names,
            ),
            NOMINEE: self.env._(
                "%(referrer)s and %(name)s are nominees of one company, and a company does not"
                " refer itself. Choose another person or leave the field empty.",
                **names,
            ),
            HOUSEHOLD: self.env._(
                "%(referrer)s and %(name)s are of one family or household by their relations."
                " Choose another person, or correct the relation first.",
                **names,
            ),
            PHONE: self.env._(
                "%(referrer)s and %(name)s have the same phone number, so they may be one person."
                " Correct the number or merge the contacts first.",
                **names,
            ),
            DOCUMENT: self.env._(
                "%(referrer)s and %(name)s have the same identity document, so they are one"
                " person. Merge the contacts, or correct the document.",
                **names,
            ),
            CIRCLE: self.env._(
                "%(referrer)s was brought to the club by %(name)s, directly or through others, and"
                " cannot be the one who brought %(name)s. Choose another person.",
                **names,
            ),
            LENGTH: self.env._(
                "The chain of referrals above %(name)s would be longer than %(longest)s people."
                " Look through it: somewhere two persons are mixed up.",
                longest=LONGEST_CHAIN,
                **names,
            ),
        }
        return texts[problem]
