/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("service_portal", {
    steps: () => [
        { trigger: ".o_service_new", run: "click", expectUnloadPage: true },
        { trigger: ".o_service_new_request input[name=name]", run: "edit 储物柜打不开" },
        { trigger: ".o_service_answers:not(.d-none) a:contains(locker)" },
        { trigger: "#kind_complaint", run: "click" },
        { trigger: "textarea[name=description]", run: "edit <b>Since Monday</b>" },
        { trigger: "button:contains(Send)", run: "click", expectUnloadPage: true },
        { trigger: ".o_service_answer:contains(SR)" },
        { trigger: ".o_service_request:contains(<b>Since Monday</b>)" },
        { trigger: ".o_service_write textarea", run: "edit Any news?" },
        { trigger: ".o_service_write button", run: "click", expectUnloadPage: true },
        { trigger: ".o_service_answer:contains(Thank you)" },
    ],
});

registry.category("web_tour.tours").add("service_knowledge", {
    steps: () => [
        { trigger: ".o_form_view .o_service_suggestions:contains(The locker does not open)" },
        { trigger: ".o_service_suggestions button[name=action_use]", run: "click" },
        { trigger: ".modal .odoo-editor-editable:contains(Hold the card)" },
        { trigger: ".modal .o_mail_send", run: "click" },
        { trigger: "body:not(:has(.modal)) .o-mail-Message:contains(Hold the card)" },
    ],
});
