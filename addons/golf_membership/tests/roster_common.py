# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import base64

from .common import GolfCommon
from .test_roster_rules import make_csv


class RosterCommon(GolfCommon):
    """A club with the tiers of the roster, and the way from a file to members."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.country_id = cls.env.ref("base.cn")
        cls.couple = cls._make_tier("Couple", "couple", 238000, 11000)
        cls.corporate = cls._make_tier("Corporate nominee", "corporate", None, 6000)
        cls.manager = cls._make_staff("manager", login="roster_manager")
        # The import commits after each slice; here these commits stay inside the test.
        cls.registry_enter_test_mode_cls()

    @classmethod
    def _make_roster(cls, content, **values):
        """Return the import of a file, made by a membership manager."""
        return (
            cls.env["golf.roster.import"]
            .with_user(cls.manager)
            .create(
                {
                    "file": base64.b64encode(content),
                    "file_name": "roster.csv",
                    "company_id": cls.club.id,
                    **values,
                }
            )
        )

    @classmethod
    def _member(cls, number, **cells):
        """Return the cells of a good row."""
        return {
            "member_no": number,
            "name": f"Member {number}",
            "tier": "Individual",
            "joined_on": "2020-01-01",
            **cells,
        }

    @classmethod
    def _check(cls, *members, **values):
        roster = cls._make_roster(make_csv(*members), **values)
        roster.action_check()
        return roster

    @classmethod
    def _import(cls, roster):
        """Import a checked roster as the scheduler does."""
        roster.action_import()
        cls._run_scheduler(roster)
        return roster

    @classmethod
    def _run_scheduler(cls, roster):
        cls.env.flush_all()
        cls.env.ref("golf_membership.ir_cron_golf_roster").method_direct_trigger()
        cls.env.invalidate_all()

    @classmethod
    def _take(cls, *members):
        """Check and import members, all good."""
        roster = cls._import(cls._check(*members))
        assert (roster.state, roster.bad_count) == ("done", 0), roster.line_ids.mapped("reason")
        return roster.sudo().line_ids.membership_id.sorted("id")
