#!/usr/bin/env python3
# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Exit 0 when Odoo answers and reaches PostgreSQL; the image's HEALTHCHECK."""

import os
import sys
import urllib.error
import urllib.request

PORT = os.environ.get("ODOO_HTTP_PORT", "8069")
URL = f"http://127.0.0.1:{PORT}/web/health?db_server_status=1"


def main():
    # A proxy for outgoing requests, set for the container, is not for this one.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(URL, timeout=8) as answer:
            print(answer.read().decode())
            return 0
    except (urllib.error.URLError, OSError) as error:
        print(f"{URL}: {error}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
