# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Single requests to a running product, without a browser."""

import http.client
import json
import ssl


def request(port, path, method="GET", body=None, headers=(), tls=False):
    """One request; redirects are not followed."""
    kind = http.client.HTTPSConnection if tls else http.client.HTTPConnection
    # The certificate is one of the tests' own.
    options = {"context": ssl._create_unverified_context()} if tls else {}
    connection = kind("127.0.0.1", port, timeout=120, **options)
    connection.request(method, path, body, dict(headers))
    answer = connection.getresponse()
    answer.content = answer.read()
    connection.close()
    return answer


def sign_in(port, database, login, password):
    """What the JSON sign-in says: the user's id, or None when refused."""
    params = {"db": database, "login": login, "password": password}
    body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
    answer = request(
        port, "/web/session/authenticate", "POST", body, {"Content-Type": "application/json"}
    )
    return json.loads(answer.content).get("result", {}).get("uid")
