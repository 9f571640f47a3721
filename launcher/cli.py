# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The command line: ``./club up|test|bench|lint|odoo|reset|backup|restore``."""

import argparse
import os
import signal
import sys

from launcher import console
from launcher.console import ClubError


def _parser():
    parser = argparse.ArgumentParser(
        prog="club", description="A real Odoo 19 with this project's addons on one command."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--odoo-path",
        default=os.environ.get("CLUB_ODOO_PATH"),
        metavar="DIR",
        help="use this Odoo 19 (source checkout or installation) instead of fetching one",
    )
    shared.add_argument(
        "--database-url",
        default=os.environ.get("CLUB_DATABASE_URL"),
        metavar="URL",
        help="use this server (postgresql://user:password@host:port) instead of an own cluster",
    )

    up = commands.add_parser(
        "up", parents=[shared], help="set up what is missing and serve Odoo on localhost"
    )
    up.add_argument("--port", type=int, default=8069, help="port to serve on (8069)")
    up.add_argument(
        "--no-demo",
        dest="demo",
        action="store_false",
        help="a database without demo data, named club_live",
    )

    test = commands.add_parser("test", parents=[shared], help="run the tests")
    test.add_argument("addons", nargs="*", metavar="ADDON", help="only these (default: all)")
    test.add_argument("--tags", help="Odoo's --test-tags, to narrow further")

    bench = commands.add_parser("bench", parents=[shared], help="run the benchmarks")
    bench.add_argument("cases", nargs="*", metavar="CASE", help="only these (default: all)")

    commands.add_parser("lint", help="check style and Odoo conventions")

    odoo = commands.add_parser(
        "odoo", add_help=False, help="Odoo's own command in this environment: ./club odoo ARGS"
    )
    odoo.add_argument("args", nargs=argparse.REMAINDER)

    reset = commands.add_parser(
        "reset", parents=[shared], help="drop the databases with their files"
    )
    reset.add_argument("--all", action="store_true", help="remove everything fetched as well")
    reset.add_argument("--yes", action="store_true", help="do not ask")

    backup = commands.add_parser(
        "backup", parents=[shared], help="write database and files into one archive"
    )
    restore = commands.add_parser("restore", parents=[shared], help="read such an archive")
    for command in (backup, restore):
        command.add_argument("file", metavar="FILE")
        command.add_argument("--database", default="club", help="which database (club)")
        command.add_argument("--force", action="store_true", help="overwrite what is there")
    return parser


def _terminated(signum, frame):
    # Leave through the same door as Ctrl-C, so that every "finally" is run.
    raise KeyboardInterrupt


def _dispatch(options):
    # Imported only here: a fault in one command's module leaves the others usable.
    if options.command == "up":
        from launcher import up as module
    elif options.command == "test":
        from launcher import testing as module
    elif options.command == "bench":
        from launcher import bench as module
    elif options.command == "lint":
        from launcher import lint as module
    elif options.command == "odoo":
        from launcher import passthrough as module
    elif options.command == "reset":
        from launcher import reset as module
    else:
        from launcher import backup as module

        return getattr(module, options.command)(options)
    return module.main(options)


def main(arguments):
    """Run one command.

    :return: exit code: 0 done, 1 failed with an explanation, 130 interrupted
    """
    # Everything after "odoo" is Odoo's own, options of the same name as ours included.
    if arguments[:1] == ["odoo"]:
        options = argparse.Namespace(
            command="odoo",
            args=arguments[1:],
            odoo_path=os.environ.get("CLUB_ODOO_PATH"),
            database_url=os.environ.get("CLUB_DATABASE_URL"),
        )
    else:
        options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _terminated)
    # What a shell starts in the background is deaf to interrupts, and so is all that it starts;
    # suites and servers are interrupted by us, to have them tidy up.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return _dispatch(options) or 0
    except ClubError as error:
        console.failure(error)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
