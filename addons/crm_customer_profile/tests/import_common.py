# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import base64
import csv
import io

from .identity_common import IdentityCommon


class ImportCommon(IdentityCommon):
    """A manager with files of people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Import = type(cls.env["customer.import"])
        # The import commits after each slice; here these commits stay inside the test.
        cls.registry_enter_test_mode_cls()

    @classmethod
    def _make_csv(cls, *people, headings=None):
        """Return the text of a file of these people, each a dict of cells."""
        headings = headings or tuple(dict.fromkeys(key for cells in people for key in cells))
        stream = io.StringIO()
        writer = csv.DictWriter(stream, headings, restval="")
        writer.writeheader()
        writer.writerows(people)
        return stream.getvalue()

    @classmethod
    def _make_import(cls, content, user=None, **settings):
        content = content.encode() if isinstance(content, str) else content
        return (
            cls.env["customer.import"]
            .with_user(user or cls.manager)
            .create(
                {
                    "file": base64.b64encode(content),
                    "file_name": "people.csv",
                    "source": "PMS",
                    **settings,
                }
            )
        )

    @classmethod
    def _check(cls, content, user=None, **settings):
        each = cls._make_import(content, user, **settings)
        each.action_check()
        return each

    @classmethod
    def _run_scheduler(cls):
        cls.env.flush_all()
        cls.env.ref("crm_customer_profile.ir_cron_customer_import").method_direct_trigger()
        cls.env.invalidate_all()

    @classmethod
    def _take(cls, content, user=None, **settings):
        """Check and import a file; return the import."""
        each = cls._check(content, user, **settings)
        each.action_import()
        cls._run_scheduler()
        return each

    def _get_codes(self, each):
        """Return {line: code of its first problem} of the refused rows."""
        bad = each.line_ids.filtered(lambda line: line.status == "bad")
        return {line.line_number: line.reason_code for line in bad}

    def _find(self, reference):
        ref = self.env["customer.external.ref"].search([("reference", "=", reference)])
        return ref.partner_id
