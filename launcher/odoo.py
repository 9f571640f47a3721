# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Run Odoo's own command in an :class:`~launcher.environment.Environment`."""

import contextlib
import dataclasses


def command(env, *args):
    """Arguments that start Odoo; run them with :func:`environ`."""
    return [str(env.python), str(env.odoo_bin), *map(str, args)]


def environ(env, **extra):
    """Environment variables for Odoo: database server, addons path, data directory."""
    raise NotImplementedError


def run(env, *args, check=True, **kw):
    """Run Odoo to its end. ``kw`` go to :func:`subprocess.run`.

    :raise ClubError: when it fails and ``check`` is set
    """
    raise NotImplementedError


@dataclasses.dataclass
class Server:
    url: str
    process: object
    log: object


@contextlib.contextmanager
def serve(env, database, port=None, log=None, args=(), timeout=180):
    """A running server, stopped at the end.

    :param port: None for any free one
    :param log: file for Odoo's log (default: ``log/<database>.log`` in home)
    :yield: :class:`Server` with ``url``, once /web/health answers
    """
    raise NotImplementedError
