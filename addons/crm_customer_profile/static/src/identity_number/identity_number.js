/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { CharField, charField } from "@web/views/fields/char/char_field";
import { onWillStart, useState } from "@odoo/owl";

const GROUP = "crm_customer_profile.group_customer_identity";

/** A number of which the end shows; who may reads the whole of it, for a purpose that is logged. */
export class IdentityNumberField extends CharField {
    static template = "crm_customer_profile.IdentityNumberField";

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.whole = useState({ number: "", resId: false, purposes: [] });
        onWillStart(async () => {
            this.mayRead = await user.hasGroup(GROUP);
        });
    }

    get isShown() {
        return this.whole.number && this.whole.resId === this.props.record.resId;
    }

    get mayAsk() {
        const { resId } = this.props.record;
        return this.mayRead && resId && !this.isShown && !this.whole.purposes.length;
    }

    async onAsk() {
        this.whole.purposes = await this.orm.call(
            this.props.record.resModel,
            "get_read_purposes",
            []
        );
    }

    async onPurpose(ev) {
        const purpose = ev.target.value;
        if (purpose) {
            this.whole.number = await this.orm.call(
                this.props.record.resModel,
                "read_number",
                [[this.props.record.resId]],
                { purpose }
            );
            this.whole.resId = this.props.record.resId;
            this.whole.purposes = [];
        }
    }
}

registry.category("fields").add("customer_identity_number", {
    ...charField,
    component: IdentityNumberField,
    displayName: _t("Identity number"),
    supportedTypes: ["char"],
});
