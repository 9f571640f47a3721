/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { SignatureDialog } from "@web/core/signature/signature_dialog";
import { useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";
import { Component, onWillStart, useState } from "@odoo/owl";

const MODEL = "hotel.desk";

/** Check-in: everything proposed, anything may be changed, one button. */
export class HotelCheckIn extends Component {
    static template = "hotel_guest_profile.CheckIn";
    static props = {
        stayId: { type: [Number, Boolean], optional: true },
        partnerId: { type: [Number, Boolean], optional: true },
        propertyId: Number,
        onDone: Function,
        onCancel: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.keepLast = new KeepLast();
        this.state = useState({ plan: null, roomId: false, signature: "", busy: false });
        onWillStart(() => this.prepare());
    }

    /** Ask what is proposed; what the receptionist has chosen stays, as far as it can. */
    async prepare(nights = false) {
        const { stayId, partnerId, propertyId } = this.props;
        const plan = await this.keepLast.add(
            this.orm.call(MODEL, "prepare_check_in", [
                stayId || false,
                partnerId || false,
                propertyId,
                nights,
            ])
        );
        const before = this.state.plan;
        if (before) {
            for (const name of ["adults", "children", "babies", "keys"]) {
                plan[name] = before[name];
            }
            plan.breakfast = before.breakfast;
        }
        this.state.plan = plan;
        const ids = plan.rooms.map((room) => room.id);
        if (!ids.includes(this.state.roomId)) {
            const best = plan.rooms.find((room) => room.possible && room.cleaning === "clean");
            this.state.roomId = best ? best.id : false;
        }
    }

    get plan() {
        return this.state.plan;
    }

    async setNights(ev) {
        const nights = parseInt(ev.target.value);
        if (nights >= 0) {
            await this.prepare(nights);
        }
    }

    setNumber(name, ev) {
        this.plan[name] = Math.max(0, parseInt(ev.target.value) || 0);
    }

    addDish() {
        this.plan.breakfast.wanted = true;
        this.plan.breakfast.lines.push({ product_id: false, name: "", quantity: 1, note: "" });
    }

    removeDish(index) {
        this.plan.breakfast.lines.splice(index, 1);
    }

    sign() {
        this.dialog.add(SignatureDialog, {
            defaultName: this.plan.guest.name,
            nameAndSignatureProps: { displaySignatureRatio: 3, signatureType: "signature" },
            uploadSignature: ({ signatureImage }) => {
                this.state.signature = signatureImage.split(",")[1] || "";
            },
        });
    }

    async confirm() {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        const { plan, roomId, signature } = this.state;
        const { breakfast } = plan;
        try {
            const done = await this.orm.call(MODEL, "check_in", [
                {
                    stay_id: plan.stay_id || false,
                    partner_id: plan.guest.id,
                    property_id: plan.property,
                    room_id: roomId,
                    nights: plan.nights,
                    adults: plan.adults,
                    children: plan.children,
                    babies: plan.babies,
                    keys: plan.keys,
                    breakfast: breakfast.wanted ? breakfast : false,
                    signature,
                    seen: true, // the alerts stand above the button
                },
            ]);
            await this.props.onDone({ ...done, guest: plan.guest.name, keys: plan.keys });
        } finally {
            this.state.busy = false;
        }
    }
}
