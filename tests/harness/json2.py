# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Odoo's external API: ``POST /json/2/<model>/<method>`` with an API key."""

import requests


class Json2Error(Exception):
    """Odoo refused a call: its HTTP status, the exception's name and its message."""

    def __init__(self, status: int, name: str, message: str):
        super().__init__(f"{status} {name}: {message}")
        self.status, self.name, self.message = status, name, message


class Json2:
    """Calls public methods by name, as the owner of the key.

    A status of 500 or more is never what a test expects: it raises AssertionError,
    where a refusal (access, validation) raises :class:`Json2Error`.
    """

    TIMEOUT = 120  # seconds

    def __init__(self, url: str, database: str, key: str):
        self._url = url
        self._session = requests.Session()
        self._session.headers["X-Odoo-Database"] = database
        self._session.headers["Authorization"] = f"bearer {key}"

    def call(self, model: str, method: str, ids=(), **arguments):
        """The method's result; ``ids`` are the records it is called on."""
        body = {"ids": list(ids), **arguments} if ids else arguments
        answer = self._session.post(
            f"{self._url}/json/2/{model}/{method}", json=body, timeout=self.TIMEOUT
        )
        if answer.status_code >= 400:
            self._refuse(answer, f"{model}.{method}")
        return answer.json()

    def create(self, model: str, values: dict) -> int:
        return self.call(model, "create", vals_list=[values])[0]

    def read(self, model: str, ids, fields: list[str]) -> list[dict]:
        return self.call(model, "read", ids=ids, fields=fields)

    def write(self, model: str, ids, values: dict) -> bool:
        return self.call(model, "write", ids=ids, vals=values)

    def search_read(self, model: str, domain, fields: list[str], **options) -> list[dict]:
        return self.call(model, "search_read", domain=domain, fields=fields, **options)

    @staticmethod
    def _refuse(answer, called: str) -> None:
        try:
            told = answer.json()
        except ValueError:
            told = {}
        name, message = told.get("name", ""), told.get("message", answer.text[:500])
        if answer.status_code >= 500:
            raise AssertionError(
                f"HTTP {answer.status_code} from {called}: {name}: {message}\n"
                f"{told.get('debug', '')}"
            )
        raise Json2Error(answer.status_code, name, message)
