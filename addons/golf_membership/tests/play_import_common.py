# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import base64
from datetime import timedelta

from .round_common import RoundCommon


class PlayImportCommon(RoundCommon):
    """Files of courses and rounds, and the way from a file to what it brings."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person.email = "wang@example.com"
        cls.marker.email = "li@example.com"
        cls.officer = cls._make_staff("officer", login="play_officer")
        # The import commits after each slice; here these commits stay inside the test.
        cls.registry_enter_test_mode_cls()

    @classmethod
    def _make_import(cls, kind, *lines, user=None, **values):
        return (
            cls.env["golf.play.import"]
            .with_user(user or cls.officer)
            .create(
                {
                    "kind": kind,
                    "file": base64.b64encode("\n".join(lines).encode()),
                    "file_name": "list.csv",
                    "company_id": cls.club.id,
                    **values,
                }
            )
        )

    @classmethod
    def _check(cls, kind, *lines, **values):
        each = cls._make_import(kind, *lines, **values)
        each.action_check()
        return each

    @classmethod
    def _import(cls, kind, *lines, **values):
        """Check a file and import its good rows as the scheduler does."""
        each = cls._check(kind, *lines, **values)
        each.action_import()
        cls._run_scheduler()
        return each

    @classmethod
    def _run_scheduler(cls):
        cls.env.flush_all()
        cls.env.ref("golf_membership.ir_cron_golf_play_import").method_direct_trigger()
        cls.env.invalidate_all()

    @staticmethod
    def _problems(each):
        return {line.line_number: line.reason for line in each.line_ids if line.status == "bad"}

    @classmethod
    def _make_lines(cls, count, first_day=0):
        """Return the lines of a file of good rounds, one a day."""
        first = cls.today - timedelta(400 - first_day)
        return [
            "player,date,time,course,tees,total,marker",
            *(
                f"wang@example.com,{first + timedelta(day)},8:20,Seaside,Blue,{80 + day % 20},"
                "li@example.com"
                for day in range(count)
            ),
        ]
