/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Component, onWillStart, useState } from "@odoo/owl";

const MODEL = "customer.desk";
const PAUSE = 200; // ms without a key before the server is asked

/** Front desk: one field that finds a person, and a card of what to know of them. */
export class CustomerDesk extends Component {
    static template = "crm_customer_profile.Desk";
    static components = { DateTimeInput, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.input = useAutofocus({ refName: "search" });
        this.keepLast = new KeepLast();
        this.keepCard = new KeepLast();
        this.display = { controlPanel: {} };
        this.state = useState({
            text: "",
            asked: "",
            answer: null,
            index: 0,
            card: null,
            call: null,
            ...(this.props.state || {}),
        });
        this.searchLater = useDebounced(() => this.search(), PAUSE);
        useSetupAction({
            getLocalState: () => ({
                text: this.state.text,
                asked: this.state.asked,
                answer: this.state.answer,
                index: this.state.index,
                card: this.state.card,
            }),
        });
        onWillStart(async () => {
            const { partner_id: partnerId } = this.props.action.context || {};
            if (partnerId && !this.state.card) {
                await this.show(partnerId);
            }
        });
    }

    get people() {
        return this.state.answer?.people || [];
    }

    get isNobody() {
        const { answer, asked } = this.state;
        return asked && answer && !answer.problem && !answer.people.length;
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.searchLater();
    }

    async search() {
        const text = this.state.text.trim();
        if (text === this.state.asked) {
            return;
        }
        this.state.asked = text;
        if (!text) {
            Object.assign(this.state, { answer: null, card: null, call: null, index: 0 });
            return;
        }
        const answer = await this.keepLast.add(
            this.orm.silent.call(MODEL, "search_people", [text])
        );
        Object.assign(this.state, { answer, index: 0, card: null, call: null });
        if (answer.people.length === 1) {
            await this.show(answer.people[0].id);
        }
    }

    async show(partnerId) {
        this.state.call = null;
        this.state.card = await this.keepCard.add(this.orm.call(MODEL, "get_card", [partnerId]));
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
            if (person && this.state.card?.id === person.id) {
                await this.open();
            } else if (person) {
                await this.show(person.id);
            }
        } else if (ev.key === "Escape") {
            this.clear();
        }
    }

    clear() {
        this.state.text = "";
        this.search();
        this.input.el?.focus();
    }

    async choose(index) {
        this.state.index = index;
        await this.show(this.people[index].id);
    }

    async open() {
        if (this.state.card?.readable) {
            await this.action.doAction({
                type: "ir.actions.act_window",
                res_model: "res.partner",
                res_id: this.state.card.id,
                views: [[false, "form"]],
            });
        }
    }

    async openLead(lead) {
        if (lead.readable) {
            await this.action.doAction({
                type: "ir.actions.act_window",
                res_model: "crm.lead",
                res_id: lead.id,
                views: [[false, "form"]],
            });
        }
    }

    async visit() {
        await this.orm.call(MODEL, "record_visit", [this.state.card.id]);
        this.notification.add(_t("The visit of %s is recorded.", this.state.card.name), {
            type: "success",
        });
        await this.show(this.state.card.id);
    }

    /** Begin a call with what was typed, as a number or as a name. */
    startCall() {
        const text = this.state.text.trim();
        const isPhone = /^[\d\s+().\-/]+$/.test(text);
        this.state.card = null;
        this.state.call = {
            name: isPhone ? "" : text,
            phone: isPhone ? text : "",
            wish: "",
            wakeUp: false,
        };
    }

    onWakeUp(date) {
        this.state.call.wakeUp = date;
    }

    async saveCall() {
        const { name, phone, wish, wakeUp } = this.state.call;
        const { partner_id: partnerId } = await this.orm.call(MODEL, "create_call", [], {
            name,
            phone,
            wish,
            wake_up_date: wakeUp ? serializeDate(wakeUp) : false,
        });
        this.notification.add(_t("%s is on file, and the request is a lead.", name), {
            type: "success",
        });
        this.state.answer = null;
        await this.show(partnerId);
    }

    image(person) {
        return `/web/image/res.partner/${person.id}/avatar_256`;
    }
}

registry.category("actions").add("customer_desk", CustomerDesk);
