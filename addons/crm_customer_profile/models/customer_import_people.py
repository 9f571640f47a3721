# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import Counter

from odoo import Command, models
from odoo.fields import Domain

from ..intake import columns, problems
from ..intake.person import person_keys
from ..intake.rows import document_country, parse_row
from .identity_secrets import decrypt, get_vault

#: Fields of a contact that a file fills where they are empty.
_FILLED = (
    "phone",
    "email",
    "birthday",
    "birth_year",
    "gender",
    "country_id",
    "nationality_id",
    "city",
    "user_id",
)


class CustomerImport(models.Model):
    """The people of a slice: found where they are, else made once, with what is told of them.

    All methods run as the system on behalf of whoever pressed Import, and cost a number of
    queries that does not depend on the number of rows.
    """

    _inherit = "customer.import"

    def _admit(self, lines, layout, known):
        """Make these rows people, as far as they are still good."""
        rows = self._parse_lines(lines, layout, known)
        references = self._get_references(rows.values())
        people = self._find_people(rows, references)
        self._refuse_out_of_reach(rows, people)
        tags = self._take_tags(rows.values())
        countries = self._get_countries(rows.values())
        told = {line: self._prepare_told_values(row, tags, countries) for line, row in rows.items()}
        changed = self._complete_people(rows, people, told)
        created = self._create_people(rows, people, told)
        self._keep_references(rows, people, references)
        changed |= self._add_wishes(rows, people)
        changed |= self._add_documents(rows, people, countries)
        for line in rows:
            if people[line] in created:
                status = "imported"
            else:
                status = "updated" if people[line] in changed else "unchanged"
            # In the database at once, when the slice is flushed.
            line.update({"partner_id": people[line].id, "status": status, "document_token": False})

    def _parse_lines(self, lines, layout, known):
        """Return {line: row} of those that are good now; an owner may have left meanwhile."""
        rows = {}
        position = layout.positions.get(columns.DOCUMENT)
        for line in lines:
            cells = list(line.cells)
            if line.document_token:
                cells[position] = decrypt(self.env, line.document_token)
            row, found = parse_row(line.line_number, cells, layout, known)
            if found:
                line.write({**line._prepare_problem_values(found), "document_token": False})
            else:
                rows[line] = row
        return rows

    # --------------------------------------------------------------- PEOPLE

    def _get_references(self, rows):
        """Return {(system, reference): contact} of those of these rows that came in before."""
        refs = self.env["customer.external.ref"].search_fetch(
            [
                ("company_id", "=", self.company_id.id),
                ("reference", "in", [row.stored_reference for row in rows]),
            ],
            ["source", "reference", "partner_id"],
        )
        return {(ref.source.casefold(), ref.reference): ref.partner_id for ref in refs}

    def _find_people(self, rows, references):
        """Return {line: contact} of those who are here: by reference, or by name and address."""
        known = {}
        named = [row.name for row in rows.values() if row.keys]
        if named:
            found = self.env["res.partner"].search_fetch(
                Domain("company_id", "in", [False, self.company_id.id])
                & Domain("is_company", "=", False)
                & Domain("name", "in", named),
                ["name", "phone", "email"],
                order="id DESC",
            )
            # The oldest contact comes last and wins.
            for partner in found:
                keys = person_keys(partner.name, partner.phone, partner.email)
                known.update(dict.fromkeys(keys, partner))
        people = {}
        for line, row in rows.items():
            partner = references.get((row.source.casefold(), row.stored_reference))
            partner = partner or next((known[key] for key in row.keys if key in known), None)
            if partner:
                people[line] = partner
        return people

    def _refuse_out_of_reach(self, rows, people):
        """Take out the rows of people whom the importer may not change."""
        here = self.env["res.partner"].union(*people.values())
        reachable = here.with_env(self.env(su=False))._filtered_access("write")
        hidden = set((here - reachable.with_env(self.env)).ids)
        for line, partner in list(people.items()):
            if partner.id in hidden:
                line._refuse(problems.OUT_OF_REACH)
                del rows[line], people[line]

    def _prepare_told_values(self, row, tags, countries):
        """Return the values of a contact as a row tells them."""
        values = {
            "phone": row.phone,
            "email": row.email,
            "birthday": row.birthday,
            "birth_year": row.birth_year,
            "gender": row.gender,
            "country_id": countries.get(row.country),
            "nationality_id": countries.get(row.nationality),
            "city": row.town,
            "user_id": row.owner,
            "lang": row.language,
            "category_id": [Command.link(tags[tag.casefold()]) for tag in row.tags],
        }
        return {name: value for name, value in values.items() if value}

    def _complete_people(self, rows, people, told):
        """Fill what is empty of those who are here; return whom it changed."""
        changed = self.env["res.partner"]
        for line, partner in people.items():
            values = {name: told[line][name] for name in _FILLED if told[line].get(name)}
            missing = {name: value for name, value in values.items() if not partner[name]}
            if partner.birthday:
                missing.pop("birth_year", None)
            new_tags = {command[1] for command in told[line].get("category_id", ())}
            if new_tags := new_tags - set(partner.category_id.ids):
                missing["category_id"] = [Command.link(tag) for tag in sorted(new_tags)]
            if missing:
                partner.write(missing)
                changed |= partner
        return changed

    def _create_people(self, rows, people, told):
        """Make a contact of each who is not here, and note it in ``people``; return the new."""
        positions, new_keys, to_create = {}, {}, []
        for line, row in rows.items():
            if line in people:
                continue
            position = next((new_keys[key] for key in row.keys if key in new_keys), None)
            if position is None:
                position = len(to_create)
                to_create.append(
                    {
                        "name": row.name,
                        "company_id": False if self.is_shared else self.company_id.id,
                        "is_customer": True,
                        **told[line],
                    }
                )
            new_keys.update(dict.fromkeys(row.keys, position))
            positions[line] = position
        created = self.env["res.partner"].create(to_create)
        for line, position in positions.items():
            people[line] = created[position]
        return created

    def _keep_references(self, rows, people, references):
        self.env["customer.external.ref"].create(
            [
                {
                    "partner_id": people[line].id,
                    "company_id": self.company_id.id,
                    "source": row.source,
                    "reference": row.stored_reference,
                }
                for line, row in rows.items()
                if (row.source.casefold(), row.stored_reference) not in references
            ]
        )

    # ------------------------------------------------------ WHAT THEY BRING

    def _take_tags(self, rows):
        """Return {case-folded name: id} of all tags these rows name, making what is missing."""
        names = {tag.casefold(): tag for row in rows for tag in row.tags}
        if not names:
            return {}
        Tag = self.env["res.partner.category"]
        known = {tag.name.casefold(): tag.id for tag in Tag.search_fetch([], ["name"])}
        missing = [{"name": name} for key, name in names.items() if key not in known]
        return known | {tag.name.casefold(): tag.id for tag in Tag.create(missing)}

    def _get_countries(self, rows):
        codes = {code for row in rows for code in (row.country, row.nationality) if code}
        codes.update(filter(None, [self.company_id.country_id.code]))
        found = self.env["res.country"].search_fetch([("code", "in", sorted(codes))], ["code"])
        return {country.code: country.id for country in found}

    def _add_wishes(self, rows, people):
        """Record the wishes told; return who got one.

        Whatever is recorded about the same topic stays as it is, ended or contradicting: the staff
        knows better than a file.
        """
        by_id = {column.id: column for column in self.column_ids}
        told = {
            (people[line], by_id[wish].topic_id): by_id[wish].attitude
            for line, row in rows.items()
            for wish in row.wishes
        }
        if not told:
            return self.env["res.partner"]
        Preference = self.env["customer.preference"]
        known = Preference.search_fetch(
            [
                ("partner_id", "in", [partner.id for partner, _topic in told]),
                ("topic_id", "in", list({topic.id for _partner, topic in told})),
            ],
            ["partner_id", "topic_id"],
        )
        here = {(preference.partner_id, preference.topic_id) for preference in known}
        here |= self._get_excluded_wishes(told)
        made = Preference.create(
            [
                {
                    "partner_id": partner.id,
                    "topic_id": topic.id,
                    "attitude": attitude or "like",
                    "source": "import",
                    "note": self.source,
                }
                for (partner, topic), attitude in told.items()
                if (partner, topic) not in here
            ]
        )
        return made.partner_id

    def _get_excluded_wishes(self, told):
        """Return which of these wishes exclude what is recorded of the person already."""
        limited = [(partner, topic) for partner, topic in told if topic.parent_id.max_choices]
        if not limited:
            return set()
        groups = self.env["customer.preference"]._read_group(
            [
                ("partner_id", "in", [partner.id for partner, _topic in limited]),
                ("topic_id.parent_id", "in", [topic.parent_id.id for _partner, topic in limited]),
                ("attitude", "in", ("like", "need")),
                ("standing", "!=", "past"),
            ],
            ["partner_id", "topic_id"],
        )
        counts = Counter((partner, topic.parent_id) for partner, topic in groups)
        excluded = set()
        for partner, topic in limited:
            group = topic.parent_id
            if counts[partner, group] >= group.max_choices:
                excluded.add((partner, topic))
            counts[partner, group] += (partner, topic) not in groups
        return excluded

    def _add_documents(self, rows, people, countries):
        """Record the documents told, encrypted; return who got one."""
        told = {(people[line], row.document): row for line, row in rows.items() if row.document}
        if not told:
            return self.env["res.partner"]
        vault = get_vault(self.env)
        Identity = self.env["customer.identity"]
        known = Identity.search_fetch(
            [("partner_id", "in", [partner.id for partner, _number in told])],
            ["partner_id", "number_hash"],
        )
        here = {(identity.partner_id, identity.number_hash) for identity in known}
        regions = (self.company_id.country_id.code or "",)
        made = Identity.create(
            [
                {
                    "partner_id": partner.id,
                    "kind": row.document_kind,
                    "number": row.document,
                    "country_id": countries.get(
                        document_country(row.document_kind, row.nationality, regions), False
                    ),
                }
                for (partner, number), row in told.items()
                # Also under the hash of an older key.
                if not any((partner, hashed) in here for hashed in vault.hashes(number))
            ]
        )
        return made.partner_id
