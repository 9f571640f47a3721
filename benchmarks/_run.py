# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Run one case inside Odoo: ``python -m benchmarks._run CASE DATABASE SCALE``.

`./club bench` starts it in Odoo's own Python, with the addons path and the database
server in environment variables, on a database that is dropped afterwards: a case may
commit and need not tidy up. ``RIVALS`` of a case names the addons of others it measures
ours against; they are installed first.
"""

import importlib
import sys

import odoo
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

from benchmarks._harness import Bench


def main(case: str, database: str, scale: float) -> None:
    config.parse_config(
        [f"--database={database}", "--no-http", "--log-level=warn", "--max-cron-threads=0"],
        setup_logging=True,
    )
    module = importlib.import_module(f"benchmarks.{case}")
    for rival in getattr(module, "RIVALS", ()):
        Registry.new(database, update_module=True, install_modules=[rival])
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {"lang": "en_US", "tracking_disable": True})
        module.run(Bench(case, env, scale))
        cr.rollback()
    odoo.sql_db.close_all()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
