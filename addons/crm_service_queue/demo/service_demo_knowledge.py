# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

#: Title, answer, other words, topic, audience, category it belongs to (looked for by its name).
ARTICLES = [
    (
        ("The locker does not open", "储物柜打不开怎么办"),
        (
            "Hold the card to the lock for two seconds until the light is green. If it stays red, "
            "the battery is flat: ask at the changing room desk.",
            "将会员卡贴近锁两秒钟，直到绿灯亮起。如果一直是红灯，说明电池没电，请到更衣室服务台处理。",
        ),
        ("wardrobe, key, card, battery", "衣柜, 钥匙, 会员卡, 电池"),
        "faq",
        "public",
        "Locker",
    ),
    (
        ("Wireless network and password", "无线网络和密码"),
        (
            "Choose Guest in the list of networks. The password is on the sleeve of the room card.",
            "在网络列表中选择 Guest，密码印在房卡套上。",
        ),
        ("wifi, internet", "上网, 网速, WiFi"),
        "faq",
        "public",
        "Room",
    ),
    (
        ("Breakfast hours", "早餐时间"),
        (
            "From half past six to ten, on weekends to half past ten; earlier tee times get a box.",
            "早上六点半到十点，周末到十点半；开球时间更早的客人可领取早餐盒。",
        ),
        ("restaurant, morning", "餐厅, 早上"),
        "faq",
        "public",
        "Restaurant",
    ),
    (
        ("Moving or cancelling a tee time", "更改或取消开球时间"),
        (
            "Until the evening before by phone or on the portal, free of charge. Later the caddie "
            "fee is due.",
            "前一天晚上之前可通过电话或门户免费更改；之后需支付球童费。",
        ),
        ("reservation, booking, course", "预订, 预约, 球场"),
        "rules",
        "portal",
        "Course",
    ),
    (
        ("Laundry and allergies", "洗衣与过敏"),
        (
            "Whoever is allergic to detergent is washed with neutral soap in a bag of its own; the "
            "green tag stays on the bag.",
            "对洗涤剂过敏的客人，衣物单独装袋并用中性皂液清洗，绿色标签须保留在袋上。",
        ),
        ("detergent, washing", "洗涤剂, 洗衣"),
        "methods",
        "internal",
        "Laundry",
    ),
    (
        ("Fitting of clubs", "球杆量身定制"),
        (
            "The pro measures swing speed and posture in half an hour; the fee is taken off when "
            "a set is bought.",
            "教练用半小时测量挥杆速度和站姿；购买整套球杆时可抵扣费用。",
        ),
        ("irons, driver, shaft", "铁杆, 木杆, 杆身"),
        "product",
        "public",
        "Golf shop",
    ),
    (
        ("What makes a good greenkeeper's week", "草坪养护一周安排"),
        (
            "Greens are cut every morning before six, fairways three times a week, bunkers are "
            "raked daily. Airing is announced a week ahead.",
            "果岭每天早上六点前修剪，球道每周三次，沙坑每天耙平；打孔作业提前一周公告。",
        ),
        ("greens, mowing, aeration", "果岭, 修剪, 打孔"),
        "trade",
        "internal",
        "Course",
    ),
    (
        ("How we answer a complaint", "如何处理投诉"),
        (
            "Thank, repeat it in your own words, say what happens next and by when. Write the "
            "promise down. Never explain before you have listened.",
            "先致谢，用自己的话复述一遍，说明下一步和完成时间，并记下承诺。先倾听，再解释。",
        ),
        ("complain, angry, apology", "投诉, 生气, 道歉"),
        "methods",
        "internal",
        None,
    ),
]
#: Name, when, kind, steps: (kind, text, {answer: number of the next step or None}).
SCRIPTS = [
    (
        ("A complaint comes in", "接到投诉"),
        "request",
        "complaint",
        [
            ("say", ("I am sorry to hear that. May I write it down?",
                     "很抱歉给您带来不便，我可以记录一下吗？"), {}),
            ("ask", ("Is somebody in danger or hurt?", "有人受伤或有危险吗？"),
             {("Yes", "是"): 3, ("No", "否"): 4}),
            ("say", ("I call the manager on duty at once; please stay where you are.",
                     "我马上通知值班经理，请您留在原地。"), {}),
            ("ask", ("What would set it right for you?", "您希望我们怎样解决？"), {}),
        ],
    ),
    (
        ("Asking for a wish", "受理需求"),
        "request",
        "request",
        [
            ("ask", ("When do you need it?", "您什么时候需要？"), {}),
            ("say", ("You hear from us within the hour.", "我们一小时内答复您。"), {}),
        ],
    ),
    (
        ("Calling back after a complaint", "投诉回访"),
        "callback",
        "complaint",
        [
            ("say", ("I call about what you told us. Have you a minute?",
                     "我想就您反映的问题做个回访，现在方便吗？"), {}),
            ("ask", ("Is it settled as you wished?", "问题解决得满意吗？"),
             {("Yes", "满意"): None, ("No", "不满意"): 3}),
            ("say", ("Then we take it up again today, and I call you myself.",
                     "我们今天就重新处理，我会亲自再给您回电。"), {}),
        ],
    ),
]  # fmt: skip
STARTERS = [
    (("Walk round the house with a colleague", "由同事带领熟悉全店"), None, 1),
    (("Read how we answer a complaint", "阅读《如何处理投诉》"), "How we answer a complaint", 2),
    (("Listen to ten calls", "旁听十通来电"), None, 5),
    (("Take the first request yourself", "独立受理第一个请求"), None, 7),
]


class ServiceDemo(models.AbstractModel):
    """What the house knows, says and gives: by the buttons a person would press."""

    _inherit = "service.demo"

    def _build_knowledge(self):
        """Make articles, scripts and starter plans, then call back and compensate."""
        articles = self._write_articles()
        self._write_scripts()
        self._write_starters(articles)
        self._use_articles(articles)
        self._call_back()
        self._compensate()

    def _has_chinese(self):
        return "zh_CN" in dict(self.env["res.lang"].get_installed())

    def _translate(self, record, values):
        if self._has_chinese():
            record.with_context(lang="zh_CN").write(values)

    def _write_articles(self):
        """Write the articles, let them be reviewed, and publish them; return them by title."""
        writer, reader = self._ref("demo_user_hotline"), self._ref("demo_user_servicelead")
        Article = self.env["service.article"].with_user(writer)
        made = {}
        for name, body, words, topic, audience, category in ARTICLES:
            article = Article.create(
                {
                    "name": name[0],
                    "body": f"<p>{body[0]}</p>",
                    "keywords": words[0],
                    "topic": topic,
                    "audience": audience,
                    "category_id": self._find_category(category).id,
                    "review_by": fields.Date.add(fields.Date.today(), months=6),
                }
            )
            self._translate(article, {"name": name[1], "keywords": words[1]})
            if self._has_chinese():
                article.update_field_translations("body", {"zh_CN": {body[0]: body[1]}})
            article.action_submit()
            article.with_user(reader).action_publish()
            made[name[0]] = article.with_env(self.env)
        return made

    def _find_category(self, name):
        """Return the category of a name in English, or an empty one."""
        Category = self.env["service.category"].with_context(lang="en_US")
        return Category.search([("name", "ilike", name)], limit=1) if name else Category

    def _write_scripts(self):
        for number, (name, purpose, kind, steps) in enumerate(SCRIPTS):
            script = self.env["service.call.script"].create(
                {"name": name[0], "purpose": purpose, "kind": kind, "sequence": number}
            )
            self._translate(script, {"name": name[1]})
            made = self.env["service.call.script.step"].create(
                [
                    {
                        "script_id": script.id,
                        "sequence": place,
                        "kind": step_kind,
                        "text": text[0],
                    }
                    for place, (step_kind, text, _answers) in enumerate(steps)
                ]
            )
            for step, (_kind, text, answers) in zip(made, steps, strict=True):
                self._translate(step, {"text": text[1]})
                for words, following in answers.items():
                    answer = self.env["service.call.script.answer"].create(
                        {
                            "step_id": step.id,
                            "name": words[0],
                            "next_step_id": made[following - 1].id if following else False,
                        }
                    )
                    self._translate(answer, {"name": words[1]})

    def _write_starters(self, articles):
        Item = self.env["service.starter.item"]
        for place, (name, title, days) in enumerate(STARTERS):
            item = Item.create(
                {
                    "name": name[0],
                    "sequence": place,
                    "days": days,
                    "article_id": articles[title].id if title else False,
                }
            )
            self._translate(item, {"name": name[1]})
        members = self.env["service.queue.member"].search([])
        ticks = Item._plan_for(members)
        ticks.filtered(lambda tick: tick.id % 3).action_done()

    def _use_articles(self, articles):
        """Answer some requests with an article, and let readers say whether it helped."""
        article = articles["The locker does not open"]
        for request in self.env["service.request"].search([("kind", "=", "question")], limit=10):
            article.with_context(service_request_id=request.id).action_use()
        for number, each in enumerate(articles.values()):
            if each.audience != "internal":
                for _reading in range(3 + number):
                    each._note_use("read")
                each._note_use("helpful" if number % 3 else "unhelpful")

    def _call_back(self):
        """Make some of the calls that are due; some customers are not reached."""
        Callback = self.env["service.callback"]
        for number, call in enumerate(Callback.search([("state", "=", "due")], limit=12)):
            if number % 4 == 0:
                call.action_not_reached()
            elif number % 4 == 1 and call.purpose == "check":
                call.comment = "It happened again on Sunday"
                call.action_unsatisfied()
            elif number % 4 == 2:
                call.comment = "Very content"
                call.action_satisfied() if call.purpose == "check" else call.action_reached()
        for request in self.env["service.request"].search(
            [("is_open", "=", True), ("partner_id.phone", "!=", False)], limit=3
        ):
            Callback._wish_call(request, request.partner_id.phone)

    def _compensate(self):
        """Ask for something for a few complaints; small ones are granted at once."""
        complaints = self.env["service.request"].search(
            [("kind", "=", "complaint"), ("partner_id", "!=", False)], limit=6
        )
        gifts = (
            ("goods", 20, "A fruit basket for the noise at night"),
            ("money_off", 45, "Ten percent off the next round"),
            ("goods", 800, "A night for the flooded room"),
        )
        for number, request in enumerate(complaints):
            kind, amount, reason = gifts[number % len(gifts)]
            agent = request.user_id
            if not agent or not agent.has_group("crm_service_queue.group_service_agent"):
                agent = self._ref("demo_user_servicelead")
            Compensation = self.env["service.compensation"].with_user(agent)
            compensation = Compensation.create(
                {
                    "request_id": request.id,
                    "kind": kind,
                    "amount": amount,
                    "reason": reason,
                    "currency_id": request.company_id.currency_id.id,
                }
            )
            compensation.action_ask()
            if compensation.state == "approved" and number % 2:
                compensation.action_hand_over()
