#!/bin/bash
# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
#
# The interface of the official Odoo image's entry point, for the stand-in base image:
# "odoo ..." waits for PostgreSQL, then starts Odoo; anything else is run as it is.
set -e

arguments=()
[ -v PGHOST ] || arguments+=(--db_host "${HOST:-db}")
[ -v PGPORT ] || arguments+=(--db_port "${PORT:-5432}")
[ -v PGUSER ] || arguments+=(--db_user "${USER:-odoo}")
[ -v PGPASSWORD ] || arguments+=(--db_password "${PASSWORD:-odoo}")

case "$1" in
    odoo | --)
        shift
        wait-for-psql.py "${arguments[@]}"
        exec odoo "$@" "${arguments[@]}"
        ;;
    -*)
        wait-for-psql.py "${arguments[@]}"
        exec odoo "$@" "${arguments[@]}"
        ;;
    *)
        exec "$@"
        ;;
esac
