/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { useService } from "@web/core/utils/hooks";
import { Component, onWillStart, useState } from "@odoo/owl";

const MODEL = "hotel.desk";

/** Check-out: the folio, what to say and hand over, what the guest says, the invoice. */
export class HotelCheckOut extends Component {
    static template = "hotel_guest_profile.CheckOut";
    static props = { stayId: Number, onDone: Function, onCancel: Function };

    setup() {
        this.orm = useService("orm");
        this.state = useState({
            bill: null,
            charge: this.emptyCharge(),
            remark: "",
            kind: "idea",
            handedOver: {},
            busy: false,
        });
        onWillStart(async () => {
            this.state.bill = await this.orm.call(MODEL, "prepare_check_out", [this.props.stayId]);
        });
    }

    get bill() {
        return this.state.bill;
    }

    emptyCharge() {
        return { kind: "minibar", name: "", amount: "", quantity: 1 };
    }

    async addCharge() {
        const { kind, name, amount, quantity } = this.state.charge;
        this.state.bill = await this.orm.call(MODEL, "add_charge", [
            this.props.stayId,
            kind,
            name,
            amount,
            quantity,
        ]);
        this.state.charge = this.emptyCharge();
    }

    async confirm(pay) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        const { remark, kind, handedOver } = this.state;
        const ids = Object.keys(handedOver).filter((id) => handedOver[id]);
        try {
            const action = await this.orm.call(MODEL, "check_out", [this.props.stayId], {
                remark,
                kind,
                handed_over: ids.map((id) => parseInt(id)),
                pay,
            });
            await this.props.onDone(action);
        } finally {
            this.state.busy = false;
        }
    }
}
