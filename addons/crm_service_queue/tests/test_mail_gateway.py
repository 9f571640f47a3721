# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from uuid import uuid4

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MailCommon

from .common import ServiceCommon


class LetterCase(ServiceCommon, MailCommon):
    """Letters as they come from outside, byte for byte, through Odoo's own gateway."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.queue.alias_name = "hotline"
        cls.address = cls.queue.alias_email
        cls.env.company.service_default_queue_id = False
        cls.Request = cls.env["service.request"]

    def _letter(self, body=b"Hello", sender="Mei Lin <mei@example.com>", subject=b"Locker", **more):
        """Return the bytes of a letter; headers by keyword, with _ for -."""
        headers = {
            "Return-Path": "<mei@example.com>",
            "From": sender,
            "To": self.address,
            "Message-ID": f"<{uuid4().hex}@example.com>",
            "Date": "Mon, 23 Nov 2026 10:00:00 +0800",
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Transfer-Encoding": "8bit",
            **({} if subject is None else {"Subject": subject}),
            **{name.replace("_", "-"): value for name, value in more.items()},
        }
        lines = [
            name.encode() + b": " + (value if isinstance(value, bytes) else value.encode())
            for name, value in headers.items()
        ]
        return b"\n".join([*lines, b"", body])

    def _receive(self, letter):
        """Give a letter to the gateway; return the request it is in, or an empty one."""
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            res_id = self.env["mail.thread"].message_process("service.request", letter)
        return self.Request.browse(res_id or ())

    def _write(self, *args, **kwargs):
        return self._receive(self._letter(*args, **kwargs))

    def _get_acknowledgements(self, request):
        return self.env["mail.mail"].search(
            [
                ("model", "=", "service.request"),
                ("res_id", "=", request.id),
                ("subject", "like", f"[{request.number}]"),
            ]
        )

    def _get_letters(self, request):
        return request.message_ids.filtered(lambda message: message.message_type == "email")

    def _answer(self, request):
        return request.with_user(self.agent).message_post(
            body="We come at ten.", message_type="comment", subtype_xmlid="mail.mt_comment"
        )


@tagged("post_install", "-at_install")
class TestMailGateway(LetterCase):
    """What a letter becomes, and where it belongs."""

    def test_a_letter_becomes_a_request(self):
        request = self._write("柜子打不开".encode())
        self.assertEqual(
            (request.name, request.partner_id, request.channel, request.queue_id),
            ("Locker", self.member, "email", self.queue),
        )
        self.assertIn("柜子打不开", request.description)
        self.assertIn("柜子打不开", self._get_letters(request).body)
        mail = self._get_acknowledgements(request)
        self.assertEqual(len(mail), 1)
        self.assertIn(request.number, mail.subject + mail.body_html)
        self.assertEqual(mail.recipient_ids, self.member)
        self.assertIn("auto-replied", mail.headers)

    def test_who_is_unknown_is_kept_as_written(self):
        request = self._write(sender="Zoe <zoe@nowhere.example.com>")
        self.assertFalse(request.partner_id)
        self.assertIn("zoe@nowhere.example.com", request.email_from)
        self.assertIn("zoe@nowhere.example.com", self._get_acknowledgements(request).email_to)
        self.assertFalse(
            self.env["res.partner"].search([("email_normalized", "=", "zoe@nowhere.example.com")])
        )

    def test_without_a_subject(self):
        self.assertEqual(self._write(b"The key is lost\nBye", subject=None).name, "The key is lost")
        self.assertTrue(self._write(b"", subject=None).name)

    def test_an_address_of_all_sorts(self):
        kitchen = self.env["service.queue"].create({"name": "Kitchen"})
        self.env["service.routing.rule"].create(
            {"name": "Mail", "channel": "email", "queue_id": kitchen.id, "country_ids": []}
        )
        self.assertEqual(self._write().queue_id, self.queue)
        self.queue.is_mail_routed = True
        self.assertEqual(self._write().queue_id, kitchen)
        self.env["service.routing.rule"].search([]).active = False
        self.assertEqual(self._write().queue_id, self.queue)

    def test_an_answer_belongs_where_its_references_say(self):
        request = self._write()
        request.user_id = self.agent
        answer = self._answer(request)
        request._move("waiting_customer")
        again = self._write(b"Thanks", subject=b"Something else", References=answer.message_id)
        self.assertEqual(again, request)
        self.assertEqual(request.state, "in_progress")
        self.assertEqual(self.Request.search_count([("partner_id", "=", self.member.id)]), 1)

    def test_the_number_counts_from_who_has_to_do_with_it(self):
        request = self._ask(email_cc="wife@example.com")
        subject = f"Re: [{request.number}] Locker".encode()
        self.assertEqual(self._write(subject=subject), request)
        self.assertEqual(self._write(subject=subject, sender="wife@example.com"), request)

    def test_a_stranger_who_quotes_a_number_does_not_get_in(self):
        request = self._ask()
        before = request.message_ids
        own = self._write(
            subject=f"Re: [{request.number}] Locker".encode(), sender="spy@example.com"
        )
        self.assertNotEqual(own, request)
        self.assertTrue(own)
        self.assertEqual(request.message_ids, before)
        self.assertNotIn("spy@example.com", request.email_cc or "")
        # Neither does a known one, who has nothing to do with it.
        self.assertNotEqual(
            self._write(subject=f"[{request.number}]".encode(), sender="gus@example.com"), request
        )

    def test_mail_to_a_merged_one_reaches_the_survivor(self):
        one, two, three = (self._write(subject=f"{i}".encode()) for i in range(3))
        first_letter = self._get_letters(two).message_id
        two._merge_into(one)
        one._merge_into(three)
        self.assertEqual(self._write(References=first_letter), three)
        self.assertEqual(self._write(subject=f"[{two.number}] x".encode()), three)
        # What was only ever a reference of the ended one: its note.
        self.assertEqual(self._write(References=two.message_ids[:1].message_id), three)

    def test_the_same_letter_twice_is_one(self):
        letter = self._letter()
        request = self._receive(letter)
        self.assertTrue(request)
        self.assertFalse(self._receive(letter))
        self.assertEqual(self.Request.search_count([("partner_id", "=", self.member.id)]), 1)

    def test_machines_open_nothing(self):
        for header in (
            {"Auto_Submitted": "auto-replied"},
            {"Precedence": "bulk"},
            {"X_Autoreply": "yes"},
            {"Return_Path": "<>"},
            {"Subject": "自动回复: 休假".encode()},
        ):
            with self.subTest(header=header):
                subject = header.pop("Subject", b"Out")
                self.assertFalse(self._write(subject=subject, **header))
        self.assertFalse(self.Request.search([("partner_id", "=", self.member.id)]))

    def test_a_machines_answer_is_no_word_of_the_customer(self):
        request = self._write()
        request.user_id = self.agent
        answer = self._answer(request)
        request._move("waiting_customer")
        letters = len(self._get_events(request, "customer_reply"))
        outgoing = self.env["mail.mail"].search_count([])
        same = self._write(
            b"I am away", References=answer.message_id, Auto_Submitted="auto-replied"
        )
        self.assertEqual(same, request)
        self.assertEqual(request.state, "waiting_customer")
        self.assertEqual(len(self._get_events(request, "customer_reply")), letters)
        message = request.message_ids[0]
        self.assertIn("I am away", message.body)
        self.assertTrue(message.is_internal or message.subtype_id.internal)
        self.assertEqual(self.env["mail.mail"].search_count([]), outgoing)

    def test_a_mail_list_is_written_by_people(self):
        self.assertTrue(self._write(Precedence="list"))

    def test_a_bounce_is_noted_and_opens_nothing(self):
        request = self._write()
        answer = self._answer(request)
        report = (
            b"--b\nContent-Type: text/plain\n\nNo such user\n"
            b"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
            b"Final-Recipient: rfc822; mei@example.com\nAction: failed\nStatus: 5.1.1\n\n"
            b"--b\nContent-Type: message/rfc822\n\nMessage-ID: "
            + answer.message_id.encode()
            + b"\nSubject: x\n\nx\n--b--\n"
        )
        count = self.Request.search_count([])
        letters = len(self._get_events(request, "customer_reply"))
        self._write(
            report,
            sender="MAILER-DAEMON@example.com",
            Content_Type="multipart/report; report-type=delivery-status; boundary=b",
            Return_Path="<>",
        )
        self.assertEqual(self.Request.search_count([]), count)
        self.assertIn("could not be delivered", request.message_ids[0].body)
        self.assertEqual(len(self._get_events(request, "customer_reply")), letters)

    def test_a_forwarded_letter(self):
        inner = self._letter(b"Original", sender="Zoe <zoe@example.com>", subject=b"Inner")
        outer = MIMEMultipart("mixed")
        outer.attach(MIMEText("See below", "plain", "utf-8"))
        part = MIMEApplication(inner, "octet-stream")
        part.replace_header("Content-Type", "message/rfc822")
        del part["Content-Transfer-Encoding"]
        part.set_payload(inner.decode())
        outer.attach(part)
        outer["From"], outer["To"] = "mei@example.com", self.address
        outer["Subject"], outer["Message-ID"] = "Fwd: Inner", f"<{uuid4().hex}@x.example.com>"
        request = self._receive(outer.as_bytes())
        self.assertEqual((request.name, request.partner_id), ("Fwd: Inner", self.member))
        self.assertIn("See below", request.description)


@tagged("post_install", "-at_install")
class TestMailContents(LetterCase):
    """Letters as they really are: old character sets, scripts, huge, many."""

    def test_chinese_character_sets(self):
        text = "您好，我的更衣櫃打不開，朱镕"
        for charset, said in (
            ("gb18030", "gb18030"),
            ("gbk", "gbk"),
            ("gbk", "gb2312"),
            ("utf-8", "utf-8"),
            ("gbk", "x-unknown-charset"),
            ("utf-8", "utf-8; format=flowed"),
        ):
            for kind in ("plain", "html"):
                with self.subTest(charset=charset, said=said, kind=kind):
                    request = self._write(
                        text.encode(charset), Content_Type=f"text/{kind}; charset={said}"
                    )
                    self.assertIn(text, request.description)
        text = "您好，我的更衣櫃打不開，啲嘢"
        request = self._write(text.encode("big5hkscs"), Content_Type="text/plain; charset=big5")
        self.assertIn(text, request.description)

    def test_subjects(self):
        for raw, expected in (
            (Header("更衣柜打不开", "gb2312").encode().encode(), "更衣柜打不开"),
            (Header("更衣櫃打不開", "big5").encode().encode(), "更衣櫃打不開"),
            (Header("更衣柜", "utf-8").encode().encode(), "更衣柜"),
            ("更衣柜".encode(), "更衣柜"),
            (b"=?x-unknown?B?xOO6ww==?=", None),
            ("更衣柜".encode("gbk"), None),
            (b"=?utf-8?B?bm90IGJhc2U2NA", None),
            (b"a" * 3000, None),
        ):
            with self.subTest(raw=raw[:40]):
                request = self._write(subject=raw)
                self.assertTrue(request.name)
                if expected:
                    self.assertEqual(request.name, expected)

    def test_attachments_with_chinese_names(self):
        letter = MIMEMultipart()
        letter["From"], letter["To"] = "mei@example.com", self.address
        letter["Subject"], letter["Message-ID"] = "Bill", f"<{uuid4().hex}@x.example.com>"
        letter.attach(MIMEText("See", "plain", "utf-8"))
        for name in ("账单.pdf", ("gb18030", "", "照片.png")):
            part = MIMEApplication(b"%PDF-1.4 x")
            part.add_header("Content-Disposition", "attachment", filename=name)
            letter.attach(part)
        request = self._receive(letter.as_bytes())
        files = self.env["ir.attachment"].search(
            [("res_model", "=", "service.request"), ("res_id", "=", request.id)]
        )
        self.assertEqual(set(files.mapped("name")), {"账单.pdf", "照片.png"})

    def test_scripts_do_nothing(self):
        request = self._write(
            b"<p onclick='evil()'>Hi<script>alert(1)</script><a href='javascript:x()'>y</a>"
            b"<iframe src='http://evil.example.com'></iframe><img src=x onerror=alert(1)></p>",
            Content_Type="text/html; charset=utf-8",
        )
        for body in (request.description, self._get_letters(request).body):
            self.assertIn("Hi", body)
            for evil in ("script", "onclick", "javascript:", "iframe", "onerror"):
                self.assertNotIn(evil, body)

    def test_a_huge_text_is_shortened_and_attached(self):
        self.env.company.service_mail_body_kb = 16
        text = b"<div>" + b"<p>word word</p>" * 20000 + b"</div>"
        request = self._write(text, Content_Type="text/html; charset=utf-8")
        self.assertLess(len(request.description), 40 * 1024)
        self.assertLess(len(self._get_letters(request).body), 40 * 1024)
        files = self.env["ir.attachment"].search(
            [("res_model", "=", "service.request"), ("res_id", "=", request.id)]
        )
        self.assertEqual(len(files), 1)
        self.assertGreater(files.file_size, 250_000)
        again = self._write(text, subject=f"[{request.number}]".encode())
        self.assertEqual(again, request)
        self.assertLess(len(self._get_letters(request)[0].body), 40 * 1024)

    def test_more_letters_than_people_write(self):
        self.env.company.service_mail_limit = 3
        requests = [self._write(f"Letter {i}".encode()) for i in range(8)]
        distinct = self.Request.browse({request.id for request in requests})
        self.assertEqual(len(distinct), 3)
        last = requests[2]
        self.assertEqual(requests[3:], [last] * 5)
        self.assertEqual(len(self._get_letters(last)), 6)
        self.assertEqual(len(distinct.mapped(lambda r: self._get_acknowledgements(r)).ids), 3)
        self.assertEqual(last.activity_ids.user_id, self.supervisor)
        self.assertEqual(len(last.activity_ids), 1)
        # Another sender is not held up by him.
        self.assertNotIn(self._write(sender="gus@example.com"), distinct)

    def test_a_flood_of_answers_is_kept_and_wakes_nobody(self):
        self.env.company.service_mail_limit = 3
        request = self._write()
        request.user_id = self.agent
        answer = self._answer(request)
        for i in range(6):
            self.assertEqual(self._write(f"{i}".encode(), References=answer.message_id), request)
        letters = self._get_letters(request)
        self.assertEqual(len(letters), 7)
        self.assertEqual(len(letters.filtered(lambda m: m.subtype_id.internal)), 4)

    def test_no_limit_for_whom_the_gateway_trusts(self):
        self.env.company.service_mail_limit = 2
        self.env["mail.gateway.allowed"].create({"email": "mei@example.com"})
        self.assertEqual(len({self._write().id for _i in range(5)}), 5)

    def test_an_endless_text_is_attached_before_it_is_read(self):
        text = b"<p>" + b"a" * (5 * 1024 * 1024) + b"</p>"
        request = self._write(text, Content_Type="text/html; charset=utf-8")
        files = self._get_letters(request).attachment_ids
        self.assertEqual(files.mapped("file_size"), [len(text)])
        self.assertLess(len(request.description), 600 * 1024)

    def test_no_limit_where_the_house_sets_none(self):
        self.env.company.service_mail_limit = 0
        found = {self._write().id for _i in range(25)}
        self.assertEqual(len(found), 25)
