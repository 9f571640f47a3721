#!/usr/bin/env python3
# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Wait up to 30 seconds for PostgreSQL, as the official image's script of this name."""

import argparse
import os
import sys
import time

import psycopg2

parser = argparse.ArgumentParser()
for option, variable in (
    ("host", "PGHOST"),
    ("port", "PGPORT"),
    ("user", "PGUSER"),
    ("password", "PGPASSWORD"),
):
    parser.add_argument(f"--db_{option}", dest=option, default=os.environ.get(variable))
where = {**vars(parser.parse_args()), "dbname": "postgres"}

deadline = time.monotonic() + 30
while True:
    try:
        psycopg2.connect(**where).close()
        break
    except psycopg2.OperationalError as error:
        if time.monotonic() > deadline:
            sys.exit(f"Database connection failure: {error}")
        time.sleep(0.5)
