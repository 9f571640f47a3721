# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Numbers that only who has the key can read, and that can still be looked up."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

#: A shorter secret could be guessed.
SHORTEST_SECRET = 32


class UnreadableError(Exception):
    """The text was encrypted with a secret that is not at hand."""


class WeakSecretError(Exception):
    """A secret is too short to protect anything."""


def _derive(secret, purpose):
    """One secret serves two purposes, each with a key of its own."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(
        secret.encode()
    )


class Vault:
    """Encrypts (Fernet: AES-128-CBC with HMAC-SHA256) and hashes (HMAC-SHA256) by secrets.

    :param secrets: the first is used; older ones still read, so that secrets can be changed

    >>> old, new = Vault(["o" * 32]), Vault(["n" * 32, "o" * 32])
    >>> token = old.encrypt("E12345678")
    >>> new.decrypt(token), old.fingerprint == new.fingerprint
    ('E12345678', False)
    >>> old.hash("E12345678") in new.hashes("E12345678")
    True
    >>> old.decrypt(new.encrypt("E12345678"))
    Traceback (most recent call last):
        ...
    addons.crm_customer_profile.identity.vault.UnreadableError
    >>> Vault(["short"])
    Traceback (most recent call last):
        ...
    addons.crm_customer_profile.identity.vault.WeakSecretError
    """

    def __init__(self, secrets):
        if not secrets or any(len(secret) < SHORTEST_SECRET for secret in secrets):
            raise WeakSecretError
        self._ciphers = [
            Fernet(base64.urlsafe_b64encode(_derive(secret, b"clubhouse identity encryption")))
            for secret in secrets
        ]
        self._cipher = MultiFernet(self._ciphers)
        #: Says which secret is in use without giving anything of it away.
        self.fingerprint = _derive(secrets[0], b"clubhouse identity fingerprint").hex()[:12]
        self._keys = [_derive(secret, b"clubhouse identity lookup") for secret in secrets]

    def encrypt(self, text):
        """Return ``text`` encrypted, different each time."""
        return self._cipher.encrypt(text.encode()).decode()

    def decrypt(self, token):
        """Return what was encrypted.

        :raise UnreadableError: by another secret than those at hand
        """
        try:
            return self._cipher.decrypt(token.encode()).decode()
        except InvalidToken:
            raise UnreadableError from None

    def hash(self, text):
        """Return the keyed hash to look ``text`` up by: the same each time."""
        return self.hashes(text)[0]

    def hashes(self, text):
        """Return the hashes by every secret, for rows that were hashed by an older one."""
        return [hmac.new(key, text.encode(), hashlib.sha256).hexdigest() for key in self._keys]


def read_secrets(text):
    """Return the secrets of a text: separated by commas or lines, the newest first.

    >>> read_secrets(" new ,old\\n# a remark\\n")
    ['new', 'old']
    """
    pieces = (piece.strip() for line in (text or "").splitlines() for piece in line.split(","))
    return [piece for piece in pieces if piece and not piece.startswith("#")]
