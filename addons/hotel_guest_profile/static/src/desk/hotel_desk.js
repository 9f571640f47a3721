/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { serializeDate, deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Component, onWillStart, useState } from "@odoo/owl";

import { arrangeBlocks } from "./card_blocks";
import { HotelCheckIn } from "./check_in";
import { HotelCheckOut } from "./check_out";

const MODEL = "hotel.desk";
const PAUSE = 200; // ms without a key before the server is asked
const SHORTEST_ZONE = 72; // two lines of 36; a scanner sends line by line, each with Enter

/** Front desk of a hotel: the day at a property, one field that finds a guest, what to know of him. */
export class HotelDesk extends Component {
    static template = "hotel_guest_profile.Desk";
    static components = { HotelCheckIn, HotelCheckOut, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.input = useAutofocus({ refName: "search" });
        this.keepLast = new KeepLast();
        this.keepCard = new KeepLast();
        this.display = { controlPanel: {} };
        this.lists = [
            {
                key: "arrivals",
                icon: "fa-sign-in",
                title: _t("Arrivals"),
                empty: _t("Nobody else is expected."),
            },
            {
                key: "in_house",
                icon: "fa-bed",
                title: _t("In house"),
                empty: _t("No guest is in house."),
            },
            {
                key: "departures",
                icon: "fa-sign-out",
                title: _t("Departures"),
                empty: _t("Nobody else leaves today."),
            },
        ];
        this.state = useState({
            day: null,
            text: "",
            asked: "",
            answer: null,
            index: 0,
            card: null,
            checkIn: null,
            checkOut: null,
            arrived: null,
            ...(this.props.state || {}),
        });
        this.searchLater = useDebounced(() => this.search(), PAUSE);
        useSetupAction({
            getLocalState: () => ({
                day: this.state.day,
                text: this.state.text,
                asked: this.state.asked,
                answer: this.state.answer,
                index: this.state.index,
                card: this.state.card,
            }),
        });
        onWillStart(async () => {
            const context = this.props.action.context || {};
            const { stay_id: stayId, partner_id: partnerId, property_id: propertyId } = context;
            const day = this.state.day;
            await this.loadDay(propertyId || day?.property, day?.day);
            if (context.step === "check_in") {
                this.state.checkIn = { stayId, partnerId };
            } else if (context.step === "check_out") {
                this.state.checkOut = { stayId };
            } else if (partnerId && !this.state.card) {
                await this.show(partnerId);
            }
        });
    }

    get people() {
        return this.state.answer?.people || [];
    }

    get isNobody() {
        const { answer, asked } = this.state;
        return asked && answer && !answer.problem && !answer.people.length && !answer.stays.length;
    }

    get nobody() {
        return _t("Nobody is on file under “%s”.", this.state.asked);
    }

    get putOnFile() {
        return _t("Put %s on file", this.state.answer.zone.name);
    }

    get ownerKnows() {
        return _t("%s looks after this person and knows more.", this.state.card.owner);
    }

    get blocks() {
        return arrangeBlocks(this.state.card);
    }

    get isDay() {
        const { answer, card, checkIn, checkOut, arrived } = this.state;
        return !answer && !card && !checkIn && !checkOut && !arrived;
    }

    // ------------------------------------------------------------------ the day

    async loadDay(propertyId, day) {
        this.state.day = await this.orm.call(MODEL, "get_day", [propertyId || false, day || false]);
    }

    async changeProperty(ev) {
        await this.loadDay(parseInt(ev.target.value), this.state.day.day);
    }

    async moveDay(days) {
        const day = deserializeDate(this.state.day.day).plus({ days });
        await this.loadDay(this.state.day.property, serializeDate(day));
    }

    async backToDay() {
        Object.assign(this.state, {
            text: "",
            asked: "",
            answer: null,
            index: 0,
            card: null,
            checkIn: null,
            checkOut: null,
            arrived: null,
        });
        await this.loadDay(this.state.day.property, this.state.day.day);
        this.input.el?.focus();
    }

    async openRow(row) {
        if (row.guest_id) {
            await this.show(row.guest_id);
        } else {
            await this.openStay(row.id);
        }
    }

    // ------------------------------------------------------------------ who is it

    onInput(ev) {
        this.state.text = ev.target.value;
        this.searchLater();
    }

    /** Part of a machine-readable zone that is being scanned. */
    isHalfZone(text) {
        return text.includes("<<") && text.replace(/\s/g, "").length < SHORTEST_ZONE;
    }

    async search() {
        const text = this.state.text.trim();
        if (text === this.state.asked || this.isHalfZone(text)) {
            return;
        }
        this.state.asked = text;
        const closed = { card: null, checkIn: null, checkOut: null, arrived: null, index: 0 };
        if (!text) {
            Object.assign(this.state, closed, { answer: null });
            return;
        }
        const answer = await this.keepLast.add(
            this.orm.silent.call(MODEL, "search_guests", [text, this.state.day.property])
        );
        Object.assign(this.state, closed, { answer });
        if (answer.people.length === 1 && !answer.stays.length) {
            await this.show(answer.people[0].id);
        }
    }

    async onKeydown(ev) {
        if (ev.key === "ArrowDown" || ev.key === "ArrowUp") {
            ev.preventDefault();
            const step = ev.key === "ArrowDown" ? 1 : -1;
            const last = this.people.length - 1;
            this.state.index = Math.max(0, Math.min(last, this.state.index + step));
        } else if (ev.key === "Enter") {
            ev.preventDefault();
            this.searchLater.cancel();
            await this.search();
            const person = this.people[this.state.index];
            if (person && this.state.card?.id !== person.id) {
                await this.show(person.id);
            }
        } else if (ev.key === "Escape") {
            await this.backToDay();
        }
    }

    async choose(index) {
        this.state.index = index;
        await this.show(this.people[index].id);
    }

    async show(partnerId) {
        const card = await this.keepCard.add(
            this.orm.call(MODEL, "get_guest", [partnerId, this.state.day.property])
        );
        Object.assign(this.state, { card, checkIn: null, checkOut: null, arrived: null });
    }

    async createGuest() {
        const guestId = await this.orm.call(MODEL, "create_guest", [this.state.asked]);
        this.state.answer = null;
        await this.show(guestId);
    }

    // ------------------------------------------------------------------ what is done

    startCheckIn(stayId, partnerId) {
        this.state.checkIn = { stayId, partnerId };
        this.state.checkOut = null;
    }

    startCheckOut(stayId) {
        this.state.checkOut = { stayId };
        this.state.checkIn = null;
    }

    async onCheckedIn(arrived) {
        this.notification.add(_t("%(guest)s is in room %(room)s.", arrived), { type: "success" });
        const { day } = this.state;
        Object.assign(this.state, { checkIn: null, card: null, answer: null, text: "", asked: "" });
        this.state.arrived = arrived;
        await this.loadDay(day.property, day.day);
    }

    async onCheckedOut(action) {
        await this.backToDay();
        if (action) {
            await this.action.doAction(action);
        }
    }

    async openGuest() {
        if (this.state.card?.readable) {
            await this.openRecord("res.partner", this.state.card.id);
        }
    }

    async openTile(tile) {
        await this.action.doAction({
            type: "ir.actions.act_window",
            name: tile.label,
            res_model: tile.model,
            domain: tile.domain,
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "form"],
            ],
        });
    }

    async openStay(stayId) {
        await this.openRecord("hotel.stay", stayId);
    }

    async openRecord(model, id) {
        await this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    image(person) {
        return `/web/image/res.partner/${person.id}/avatar_256`;
    }
}

registry.category("actions").add("hotel_desk", HotelDesk);
