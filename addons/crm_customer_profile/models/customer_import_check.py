# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from babel import Locale, UnknownLocaleError

from odoo import Command, fields, models
from odoo.exceptions import UserError

from ..identity import documents
from ..intake import columns
from ..intake.checking import Checker
from ..intake.person import Knowledge, Layout
from ..intake.rows import mask
from ..tables import reading
from .customer_import_sentences import FILE_SENTENCES
from .identity_secrets import get_vault

#: Beyond this the check would outlast the patience of a person, and of the web server.
MAX_ROWS = 100_000


class CustomerImport(models.Model):
    """The preview: what is in the file, and what is wrong with it."""

    _inherit = "customer.import"

    _import_file_sentences = FILE_SENTENCES

    def _parse_file(self, content):
        return reading.read_file(content, MAX_ROWS, columns.count_known, self.encoding or None)

    def _judge_file(self, table):
        """Return the values of the lines of the file.

        :raises UserError: its columns are not told
        """
        self._guess_columns(table)
        layout = self._get_layout()
        checker = Checker(layout, self._get_knowledge(), table.encoding)
        # Whoever may write the import has been asked before; how it was read is the system's.
        self.sudo().found_encoding = table.encoding or "XLSX"
        return (self._prepare_line_values(raw, checker.judge(raw), layout) for raw in table.rows)

    # -------------------------------------------------------------- COLUMNS

    def _guess_columns(self, table):
        """Make the columns of the file, unless they have been made of these headings already."""
        headings = [text.strip() for text in table.headings]
        if self.column_ids.mapped("heading") == [text or False for text in headings]:
            return
        topics = self.env["customer.topic"]._get_topics_by_heading()
        guesses = columns.guess(headings, topics)
        first = table.rows[0].cells
        # The system reads the headings; people only say what they stand for.
        self.sudo().column_ids = [
            Command.clear(),
            *(
                Command.create(
                    {
                        "position": position,
                        "heading": heading,
                        "sample": self._make_sample(first, position, target),
                        "target": target or False,
                        "topic_id": topic.id if topic else False,
                    }
                )
                for position, (heading, (target, topic)) in enumerate(
                    zip(headings, guesses, strict=True)
                )
            ),
        ]

    def _make_sample(self, cells, position, target):
        text = cells[position].strip()[:60] if position < len(cells) else ""
        return mask(text) if target == columns.DOCUMENT else text

    def _get_layout(self):
        """Return where in a row what stands, as the columns say.

        :raises UserError: they contradict each other, or there is no name
        """
        positions, wishes = {}, {}
        for column in self.column_ids:
            if column.target == columns.PREFERENCE:
                if not column.topic_id:
                    raise UserError(
                        self.env._(
                            "Say which topic the column %(heading)s is about, or leave it aside.",
                            heading=column.heading,
                        )
                    )
                wishes[column.position] = column.id
            elif column.target in positions:
                raise UserError(
                    self.env._(
                        "Two columns stand for the same thing, %(heading)s is the second. Leave"
                        " one aside.",
                        heading=column.heading,
                    )
                )
            elif column.target:
                positions[column.target] = column.position
        if columns.NAME not in positions:
            raise UserError(
                self.env._(
                    "No column holds the name. The first line of the file has the headings:"
                    " %(headings)s. Say under Columns which one is the name.",
                    headings=", ".join(filter(None, self.column_ids.mapped("heading"))),
                )
            )
        if columns.DOCUMENT in positions:
            get_vault(self.env)  # or says that there is no key to encrypt documents with
        return Layout(positions, wishes, len(self.column_ids), self._get_limits())

    def _get_limits(self):
        """Return how many columns of topics that exclude one another a row may say yes to."""
        groups = {}
        for column in self.column_ids:
            if column.attitude in ("like", "need") and column.topic_id.parent_id.max_choices:
                groups.setdefault(column.topic_id.parent_id, {})[column.id] = column.heading
        return tuple((group.max_choices, headings) for group, headings in groups.items())

    # ---------------------------------------------------------------- LINES

    def _prepare_line_values(self, raw, verdict, layout):
        row = verdict.row
        cells = list(raw.cells)
        position = layout.positions.get(columns.DOCUMENT, len(cells))
        if position < len(cells):
            cells[position] = mask(cells[position])
        return {
            "line_number": raw.number,
            "cells": cells,
            "person_name": row.name,
            "reference": row.reference,
            "wish_count": len(row.wishes),
            "document": documents.last_four(row.document) if row.document else False,
            # Of a refused row nothing is kept of the number but its end.
            "document_token": get_vault(self.env).encrypt(row.document)
            if row.document and not verdict.problems
            else False,
            **self.env["customer.import.line"]._prepare_problem_values(verdict.problems),
        }

    # ------------------------------------------------------------ KNOWLEDGE

    def _get_knowledge(self):
        """Return what is known before the file is read."""
        self.ensure_one()
        country = self.company_id.country_id.code
        return Knowledge(
            today=fields.Date.context_today(self),
            regions=(country,) if country else (),
            languages=self._get_language_names(),
            owners=self._get_owner_names(),
            source=self.source,
            document_kind=self.document_kind,
        )

    def _get_language_names(self):
        """Return {folded name or code: code} of the languages in use."""
        names = {}
        for code, label in self.env["res.lang"].get_installed():
            known = [code, label]
            try:
                locale = Locale.parse(code)
            except (UnknownLocaleError, ValueError):
                locale = None
            if locale:
                known += [locale.language, locale.get_language_name("en")]
                known += [locale.get_language_name("zh"), locale.get_language_name()]
            for name in filter(None, known):
                names.setdefault(columns.fold(name), code)
        return names

    def _get_owner_names(self):
        """Return {folded login, e-mail or name: user id}; a name of two stands for neither."""
        # Whose customers they become: colleagues of this company, whoever may see their records.
        users = (
            self.env["res.users"]
            .sudo()
            .search([("share", "=", False), ("company_ids", "in", self.company_id.ids)])
        )
        owners, doubtful = {}, set()
        for user in users:
            key = columns.fold(user.name)
            if owners.setdefault(key, user.id) != user.id:
                doubtful.add(key)
        owners = {key: user_id for key, user_id in owners.items() if key not in doubtful}
        for user in users:
            owners[columns.fold(user.login)] = user.id
        return owners
