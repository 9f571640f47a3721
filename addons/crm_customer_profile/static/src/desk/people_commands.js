/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { DefaultCommandItem } from "@web/core/commands/command_palette";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { Component } from "@odoo/owl";

const NAMESPACE = "!";
const GROUP = "crm_customer_profile.group_customer_user";

/** A person in the command palette: name, and what tells namesakes apart. */
class PersonCommandItem extends Component {
    static template = "crm_customer_profile.PersonCommandItem";
    static props = { ...DefaultCommandItem.props, detail: String };
}

registry.category("command_setup").add(NAMESPACE, {
    debounceDelay: 200,
    emptyMessage: _t("Nobody found"),
    name: _t("people"),
    placeholder: _t("Phone, name, pinyin, card, plate, document …"),
});

registry.category("command_provider").add("customer_people", {
    namespace: NAMESPACE,
    async provide(env, { searchValue }) {
        if (!searchValue || !(await user.hasGroup(GROUP))) {
            return [];
        }
        const answer = await env.services.orm.silent.call("customer.desk", "search_people", [
            searchValue,
        ]);
        return answer.people.map((person) => ({
            Component: PersonCommandItem,
            name: person.name,
            props: {
                detail: [person.phone, person.company, person.owner].filter(Boolean).join(" · "),
            },
            action: () =>
                env.services.action.doAction(
                    person.readable
                        ? {
                              type: "ir.actions.act_window",
                              res_model: "res.partner",
                              res_id: person.id,
                              views: [[false, "form"]],
                          }
                        : "crm_customer_profile.customer_desk_action",
                    person.readable ? {} : { additionalContext: { partner_id: person.id } }
                ),
        }));
    },
});
