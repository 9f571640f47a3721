# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Where the key of identity numbers comes from: never from the database it protects."""

import functools
import os

from odoo.exceptions import UserError
from odoo.tools import config

from ..identity.vault import SHORTEST_SECRET, UnreadableError, Vault, WeakSecretError, read_secrets

#: The environment variable that holds the key, and the one that names a file with it.
VARIABLE = "CLUBHOUSE_IDENTITY_KEY"
FILE_VARIABLE = "CLUBHOUSE_IDENTITY_KEY_FILE"
#: The file in Odoo's data directory that is looked for when neither is set.
FILE = "clubhouse_identity.key"


def has_key():
    """Tell whether there is a key at all."""
    return bool(_get_secrets())


def get_vault(env):
    """Return what encrypts and reads identity numbers.

    :raise UserError: there is no key, or too short a one; the sentence says what to do
    """
    secrets = _get_secrets()
    if not secrets:
        raise UserError(
            env._(
                "There is no key to encrypt identity numbers with, so none can be recorded or "
                "read. Ask whoever runs the server to set %(variable)s to a long random text (or "
                "to put one into the file %(file)s of Odoo's data directory), to keep a copy of "
                "it apart from the backups, and to restart Odoo.",
                variable=VARIABLE,
                file=FILE,
            )
        )
    try:
        return _make_vault(secrets)
    except WeakSecretError:
        raise UserError(
            env._(
                "The key for identity numbers is too short to protect anything. Ask whoever runs "
                "the server for one of at least %(count)s characters.",
                count=SHORTEST_SECRET,
            )
        ) from None


def decrypt(env, token):
    """Return the number behind a token.

    :raise UserError: the key it was encrypted with is not among those at hand
    """
    try:
        return get_vault(env).decrypt(token)
    except UnreadableError:
        raise UserError(
            env._(
                "This number was encrypted with another key than the one the server has now. Ask "
                "whoever runs it to add the former key behind the present one, after a comma."
            )
        ) from None


def _get_secrets():
    text = os.environ.get(VARIABLE)
    if not text:
        path = os.environ.get(FILE_VARIABLE) or os.path.join(config["data_dir"], FILE)
        try:
            with open(path, encoding="utf-8") as file:
                text = file.read()
        except FileNotFoundError:
            text = ""
    return tuple(read_secrets(text))


@functools.lru_cache(maxsize=8)
def _make_vault(secrets):
    return Vault(secrets)
