# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from dataclasses import dataclass

from odoo.tools import SQL

NOTHING = SQL("NULL")


@dataclass(frozen=True)
class TimelineSource:
    """Where one kind of the timeline's rows comes from, as pieces of SQL.

    ``model`` is the document a row opens; its table, or whatever ``table`` joins, is called
    ``doc``. A user sees a row when he may read the person, and, unless ``shown_with_person``,
    the document too, by Odoo's own access rules. The rest are expressions over ``table``:
    ``partner`` (an id), ``row`` (what tells two rows of one document apart, else its id), ``date``
    (a timestamp in UTC), ``user`` (an id of res.users), ``channel``
    (a key of the field's selection), ``summary`` (text), ``amount`` in ``currency`` (an id).
    """

    model: str
    table: SQL
    partner: SQL
    date: SQL
    summary: SQL
    where: SQL = SQL("TRUE")
    company: SQL = NOTHING
    user: SQL = NOTHING
    channel: SQL = NOTHING
    row: SQL = SQL("doc.id")
    amount: SQL = NOTHING
    currency: SQL = NOTHING
    shown_with_person: bool = False

    def select(self, kind, number, access):
        """The rows of this source; ``number`` (0 to 63) keeps ids of different sources apart."""
        return SQL(
            """
            SELECT (%(row)s)::bigint * 64 + %(number)s AS id,
                   %(kind)s::varchar AS kind,
                   %(model)s::varchar AS res_model,
                   doc.id::integer AS res_id,
                   (%(partner)s)::integer AS partner_id,
                   (%(date)s)::timestamp AS date,
                   (%(company)s)::integer AS company_id,
                   (%(user)s)::integer AS user_id,
                   (%(channel)s)::varchar AS channel,
                   (%(summary)s)::varchar AS summary,
                   (%(amount)s)::numeric AS amount,
                   (%(currency)s)::integer AS currency_id
              FROM %(table)s
             WHERE %(where)s AND %(access)s
            """,
            row=self.row,
            number=number,
            kind=kind,
            model=self.model,
            partner=self.partner,
            date=self.date,
            company=self.company,
            user=self.user,
            channel=self.channel,
            summary=self.summary,
            amount=self.amount,
            currency=self.currency,
            table=self.table,
            where=self.where,
            access=access,
        )
