# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models

#: What the demo calls its things, in Chinese; in English their names are in the XML.
NAMES = {
    "service.queue": {
        "Hotline": "服务热线",
        "Analysis": "客户分析",
        "Beach club": "海滩俱乐部",
        "Engineering": "工程部",
        "Bills and contracts": "账单与合同",
    },
    "service.category": {
        "House and rooms": "房屋与客房",
        "Air and heating": "空调与供暖",
        "Water": "供水",
        "Light and power": "照明与用电",
        "Service": "服务",
        "Staff": "员工",
        "Waiting times": "等候时间",
        "Food and drink": "餐饮",
        "Bills": "账单",
        "Wrong amount": "金额有误",
        "Contracts": "合同",
        "Information": "咨询",
        "Prices": "价格",
        "Opening hours": "营业时间",
        "Lost and found": "失物招领",
        "Beach club": "海滩俱乐部",
    },
    "service.skill": {
        "Mandarin": "普通话",
        "English": "英语",
        "Electrics": "电工",
        "Bills": "账单",
    },
    "service.tier": {"Full service": "全程服务", "Standard service": "标准服务"},
    "service.sla.policy": {
        "Everybody": "所有客户",
        "Complaints": "投诉",
        "Full service": "全程服务",
        "Urgent": "紧急",
    },
    "service.escalation.rule": {
        "Soon late: the agent": "即将逾期：提醒客服",
        "Late: the supervisor": "已逾期：通知主管",
        "Late for four hours: urgent": "逾期四小时：转为紧急",
        "Reopened: the supervisor": "重新打开：通知主管",
        "Rated badly: the supervisor": "差评：通知主管",
        "Nobody has it for an hour": "一小时无人受理",
    },
    "service.routing.rule": {
        "Answers to letters": "对来函的回复",
        "Full service: at once": "全程服务：立即处理",
        "Members C1000 to C1009": "会员号 C1000 至 C1009",
        "From Hong Kong": "来自香港",
    },
}


class ServiceDemo(models.AbstractModel):
    """The things of the demo have Chinese names for whoever reads Chinese."""

    _inherit = "service.demo"

    def _add(self):
        result = super()._add()
        self._name_in_chinese(NAMES)
        return result

    @api.model
    def _name_in_chinese(self, names):
        """Translate the names of records, where Chinese is installed.

        :param names: {model: {name in English: name in Chinese}}
        """
        if not self._has_chinese():
            return
        for model, chinese in names.items():
            Model = self.env[model].with_context(lang="en_US", active_test=False)
            for record in Model.search([("name", "in", list(chinese))]):
                named = record.with_context(lang="zh_CN", tracking_disable=True)
                named.name = chinese[record.name]
