# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import re

from odoo import SUPERUSER_ID, api

TEMPLATES = ("first", "second", "last")
LINK = r'<a t-att-href="invoice.get_base_url() + invoice.get_portal_url()">\1</a>'
NUMBER = re.compile(r'(<strong t-out="invoice\.name\b.*?</strong>)')
TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)


def migrate(cr, version):
    """Have the reminders' e-mails tell of each invoice of the payer, in every language.

    A template that a club has written anew is left alone: it tells of one invoice.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    languages = [code for code, _name in env["res.lang"].get_installed()]
    for name in TEMPLATES:
        template = env.ref(f"golf_membership.mail_template_reminder_{name}", False)
        for lang in languages if template else ():
            told = template.with_context(lang=lang)
            before = str(told.body_html or "")  # Markup would escape what is put in
            body = _list_invoices(before)
            if body != before:
                subject = told.subject.replace(
                    "{{ object.name }}", "{{ object.golf_reminded_names }}"
                )
                told.write({"body_html": body, "subject": subject})


def _list_invoices(body):
    """Return the body of a template with its table once for each invoice."""
    tables = TABLE.findall(body)
    if len(tables) != 1 or "object.golf_overdue_amount" not in tables[0]:
        return body
    rows = NUMBER.sub(LINK, re.sub(r"\bobject\.", "invoice.", tables[0]))
    loop = f'<t t-foreach="object.golf_reminded_ids" t-as="invoice">{rows}</t>'
    return body.replace(tables[0], loop)
