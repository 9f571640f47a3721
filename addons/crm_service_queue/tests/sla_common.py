# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime

from odoo import Command, fields

from .common import ServiceCommon

#: A Monday, ten in the morning (UTC).
MONDAY = datetime(2026, 3, 2, 10)


class SlaCommon(ServiceCommon):
    """The house promises an answer in an hour and a resolution in four, day and night."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["service.sla.policy"].search([]).active = False
        cls.house = cls._promise("House", first_response=60, resolution=240)

    @classmethod
    def _promise(cls, name, warn=80, **minutes):
        """Return a policy: keywords that name no metric are fields of it."""
        metrics = dict(cls.env["service.sla.target"]._fields["metric"].selection)
        targets = {key: minutes.pop(key) for key in list(minutes) if key in metrics}
        return cls.env["service.sla.policy"].create(
            {
                "name": name,
                **minutes,
                "target_ids": [
                    Command.create({"metric": key, "minutes": value, "warn_percent": warn})
                    for key, value in targets.items()
                ],
            }
        )

    @classmethod
    def _make_calendar(cls, *spans, tz="UTC", days=range(5), leaves=()):
        """Return working hours: spans of hours on weekdays, holidays in UTC."""
        return cls.env["resource.calendar"].create(
            {
                "name": "Office",
                "tz": tz,
                "company_id": cls.env.company.id,
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": "x",
                                "dayofweek": str(day),
                                "hour_from": start,
                                "hour_to": end,
                                "day_period": "morning" if start < 12 else "afternoon",
                            }
                        )
                        for day in days
                        for start, end in spans
                    ),
                ],
                "leave_ids": [
                    Command.create({"name": "Holiday", "date_from": start, "date_to": end})
                    for start, end in leaves
                ],
            }
        )

    @classmethod
    def _at(cls, request, *moment):
        """Return a request with the clock of the house put to a moment of March 2026."""
        return request.with_context(service_moment=datetime(2026, 3, *moment))

    @classmethod
    def _ask_at(cls, *moment, **values):
        at = datetime(2026, 3, *moment)
        return (
            cls.env["service.request"]
            .with_context(service_moment=at)
            .create(
                {
                    "name": "The locker does not close",
                    "partner_id": cls.member.id,
                    "queue_id": cls.queue.id,
                    "opened_at": at,
                    **values,
                }
            )
            .with_env(cls.env)
        )

    @classmethod
    def _answer(cls, request, *moment, **values):
        cls._at(request, *moment).with_user(cls.agent).message_post(
            body="We come.",
            **{"message_type": "comment", "subtype_xmlid": "mail.mt_comment", **values},
        )

    @staticmethod
    def _get_clock(request, metric="resolution", cycle=0):
        """Return the promise of a request that counts."""
        return request.sudo().sla_ids.filtered(
            lambda clock: clock.metric == metric and clock.cycle == cycle and clock.state != "void"
        )

    @staticmethod
    def _day(*moment):
        return fields.Datetime.to_datetime(datetime(2026, 3, *moment))
