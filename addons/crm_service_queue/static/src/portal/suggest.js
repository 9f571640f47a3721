/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** While a customer types a request: articles that may answer it. */
export class ServiceSuggest extends Interaction {
    static selector = ".o_service_new_request";
    dynamicContent = {
        "input[name=name], textarea[name=description]": {
            "t-on-input": this.debounced(this.suggest, 300),
        },
    };

    async suggest() {
        const name = this.el.querySelector("input[name=name]").value;
        const text = this.el.querySelector("textarea[name=description]").value;
        const found = await this.waitFor(rpc("/service/suggest", { text: `${name} ${text}` }));
        const box = this.el.querySelector(".o_service_answers");
        const list = box.querySelector("ul");
        list.replaceChildren(
            ...found.map(({ title, url }) => {
                const item = document.createElement("li");
                const link = document.createElement("a");
                link.href = url;
                link.target = "_blank";
                link.textContent = title;
                item.append(link);
                return item;
            })
        );
        box.classList.toggle("d-none", !found.length);
    }
}

registry.category("public.interactions").add("crm_service_queue.suggest", ServiceSuggest);
