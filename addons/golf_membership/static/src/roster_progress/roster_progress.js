// Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";

const POLL_MS = 1000;
const POLL_AFTER_ERROR_MS = 5000;

/**
 * Progress of a roster import: asks the server while the import runs, and reloads the form when
 * it is over.
 */
export class RosterProgress extends Component {
    static template = "golf_membership.RosterProgress";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.live = useState({ progress: null, taken: null });
        onMounted(() => this.plan(POLL_MS));
        onWillUnmount(() => this.stop());
    }

    get percent() {
        return Math.floor(this.live.progress ?? this.props.record.data[this.props.name] ?? 0);
    }

    get taken() {
        const data = this.props.record.data;
        return this.live.taken ?? (data.imported_count || 0) + (data.unchanged_count || 0);
    }

    get total() {
        return this.props.record.data.good_count || 0;
    }

    plan(delay) {
        this.timer = setTimeout(() => this.poll(), delay);
    }

    stop() {
        this.isStopped = true;
        clearTimeout(this.timer);
    }

    async poll() {
        const { record, name } = this.props;
        if (record.data.state !== "running" || document.hidden) {
            return this.plan(POLL_MS);
        }
        let delay = POLL_MS;
        try {
            const [seen] = await this.orm.silent.read(
                record.resModel,
                [record.resId],
                ["state", name, "imported_count", "unchanged_count"]
            );
            if (this.isStopped) {
                return;
            }
            if (seen) {
                this.live.progress = seen[name];
                this.live.taken = seen.imported_count + seen.unchanged_count;
                if (seen.state !== "running") {
                    await record.load();
                }
            }
        } catch {
            // The server is away for a moment; the import goes on without us.
            delay = POLL_AFTER_ERROR_MS;
        }
        if (!this.isStopped) {
            this.plan(delay);
        }
    }
}

export const rosterProgress = {
    component: RosterProgress,
    supportedTypes: ["float", "integer"],
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "good_count", type: "integer" },
        { name: "imported_count", type: "integer" },
        { name: "unchanged_count", type: "integer" },
    ],
};

registry.category("fields").add("golf_roster_progress", rosterProgress);
