# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""``./club odoo ARGS``: Odoo's own command with this environment's Odoo, addons, database."""

import subprocess

from launcher import environment, odoo


def main(options):
    """Run Odoo with these arguments at this terminal; its exit code is ours."""
    need = ("odoo", "companions", "postgres", "pdf")
    with environment.prepared(options, need) as env:
        command = odoo.command(env, *options.args)
        process = subprocess.Popen(command, env=odoo.environ(env))
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                # The terminal has sent Ctrl-C to Odoo too: let it end by itself, and a
                # shell may even go on.
                if process.poll() is None and options.args[:1] != ["shell"]:
                    process.terminate()
