# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
# A scheduled action that commits after each segment.
# pylint: disable=invalid-commit

import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .conflicts import CONFLICTS

_logger = logging.getLogger(__name__)


class CustomerSegment(models.Model):
    """How live filters are worked out: who came in and who left, by one statement each."""

    _inherit = "customer.segment"

    @api.model
    def _cron_refresh_segments(self):
        """Refresh all live filters, the coarser before the finer, each in a transaction."""
        cron = self.env["ir.cron"]
        segments = self.search([("kind", "=", "live")])
        segments = segments.sorted(lambda segment: (bool(segment.parent_id), segment.id))
        cron._commit_progress(remaining=len(segments))
        for segment in segments:
            try:
                mine = segment.try_lock_for_update(allow_referencing=True)
                mine._refresh()
            except CONFLICTS as error:
                self.env.cr.rollback()
                _logger.info("Segment %s is left for the next time: %s", segment.id, error)
            if not cron._commit_progress(1):
                return

    def _refresh(self):
        """Work out who is in each segment; one that cannot be says so, the others go on."""
        for segment in self.sudo():  # the query itself has the rights of its author
            if segment.kind == "live":
                segment._refresh_one()
        self._count()

    def _refresh_one(self):
        values = {"problem": False, "refreshed_on": fields.Datetime.now()}
        try:
            with self.env.cr.savepoint():
                self._update_members()
        except CONFLICTS:
            raise
        except (UserError, ValueError, TypeError, KeyError, SyntaxError, psycopg2.Error) as error:
            # Whatever became of the fields it asks for, who was in it stays.
            values = {
                "problem": self.env._(
                    "This query does not work any more: %(error)s Correct its rules.",
                    error=str(error).strip(),
                )
            }
        self.with_context(tracking_disable=True).write(values)

    def _update_members(self):
        """Write who came in and who left."""
        self.env.flush_all()
        found = self._find_people()
        self.env.cr.execute(
            SQL(
                """
                WITH found AS MATERIALIZED (%(found)s),
                gone AS (
                    DELETE FROM customer_segment_member m
                     WHERE m.segment_id = %(segment)s
                       AND NOT EXISTS (SELECT FROM found WHERE found.id = m.partner_id))
                INSERT INTO customer_segment_member (segment_id, partner_id, added_on, added_by_id)
                SELECT %(segment)s, id, now() AT TIME ZONE 'UTC', %(author)s
                  FROM found
                 WHERE NOT EXISTS (SELECT FROM customer_segment_member m
                                    WHERE m.segment_id = %(segment)s AND m.partner_id = found.id)
                    ON CONFLICT DO NOTHING
                """,
                found=found.select(),
                segment=self.id,
                author=self.author_id.id,
            )
        )
        self.env["customer.segment.member"].invalidate_model()
        self.env["res.partner"].invalidate_model(["customer_segment_ids"])

    def _find_people(self):
        """Return the query of the people that fit, with the rights of the author.

        :raises UserError: the author has left, or may not search for this
        """
        author = self.author_id
        if not author or not (author.active or author._is_superuser()):
            raise UserError(
                self.env._(
                    "%(user)s, with whose rights it was worked out, has left. Somebody else must "
                    "save its rules.",
                    user=author.name or self.env._("The author"),
                )
            )
        companies = self.company_id or author.company_ids
        people = (
            self.env["res.partner"]
            .with_user(author)
            .with_context(allowed_company_ids=companies.ids, active_test=True)
        )
        return people._search(self._get_rules_domain())

    def _get_rules_domain(self):
        """Return the rules of a live filter as one domain of contacts."""
        self.ensure_one()
        domains = {
            combine: [rule._get_domain() for rule in rules]
            for combine, rules in self.rule_ids.grouped("combine").items()
        }
        if not self.rule_ids and not self.parent_id and self.people == "all":
            return Domain.FALSE  # not yet a query; nobody means to write to everybody
        domain = Domain("is_customer", "=", True)
        if self.people != "all":
            domain &= Domain("is_company", "=", self.people == "company")
        if self.company_id:
            domain &= Domain("company_id", "in", (False, self.company_id.id))
        if self.parent_id:
            domain &= self.parent_id._get_people_domain()
        domain &= Domain.AND(domains.get("all", []))
        if domains.get("any"):
            domain &= Domain.OR(domains["any"])
        for unwanted in domains.get("except", []):
            domain &= ~unwanted
        return domain

    def _count(self):
        """Note how many people are in each segment, whoever may see them."""
        if not self:
            return
        members = self.env["customer.segment.member"].sudo()  # a number, for all readers
        counts = dict(
            members._read_group([("segment_id", "in", self.ids)], ["segment_id"], ["__count"])
        )
        # The number is the system's to note, whoever had the segment refreshed.
        for segment in self.sudo().with_context(tracking_disable=True):
            if segment.member_count != counts.get(segment, 0):
                segment.member_count = counts.get(segment, 0)

    def _add(self, people):
        """Put people on fixed lists, where they are not yet."""
        # Asked of who adds: the lists are writable and the people readable.
        self.check_access("write")
        people.check_access("read")
        if self.filtered(lambda segment: segment.kind == "live"):
            raise UserError(self.env._("People can be added to fixed lists only."))
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO customer_segment_member (segment_id, partner_id, added_on, added_by_id)
                SELECT segment, person, now() AT TIME ZONE 'UTC', %s
                  FROM unnest(%s) segment CROSS JOIN unnest(%s) person
                    ON CONFLICT DO NOTHING
                """,
                self.env.uid, self.ids, people.ids,
            )
        )  # fmt: skip
        self.env.invalidate_all()
        self._count()
