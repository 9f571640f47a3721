# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The opening handshake of a websocket (RFC 6455, section 4)."""

import base64
import os
import socket


def handshake(port, host):
    """Ask for Odoo's websocket.

    :param host: the Host header, which is also the page's origin
    :return: HTTP status and the headers by lower-case name; 101 means it is open
    """
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        "GET /websocket HTTP/1.1",
        f"Host: {host}",
        f"Origin: http://{host}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
        "User-Agent: club-check",
    ]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            received = connection.recv(4096)
            if not received:
                break
            answer += received
    head, *fields = answer.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = dict(field.split(": ", 1) for field in fields if ": " in field)
    return int(head.split()[1]), {name.lower(): value for name, value in headers.items()}
