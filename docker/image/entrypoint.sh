#!/bin/bash
# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
#
# Takes secrets from the environment or from files, then hands over to the official
# image's /entrypoint.sh (which waits for PostgreSQL and starts Odoo).
#
# NAME or NAME_FILE (a mounted secret) for:
#   PGPASSWORD            password of the database role                       required
#   CLUB_ADMIN_PASSWORD   first password of the user "admin"        for club-prepare
#   ODOO_SMTP_PASSWORD    password of the mail server                         optional
set -euo pipefail

fail() {
    echo "club-entrypoint: $1" >&2
    exit 64
}

for name in PGPASSWORD CLUB_ADMIN_PASSWORD ODOO_SMTP_PASSWORD; do
    file_name="${name}_FILE"
    file="${!file_name:-}"
    [ -n "$file" ] || continue
    [ -z "${!name:-}" ] || fail "set either $name or $file_name, not both."
    [ -r "$file" ] || fail "$file_name names $file, which cannot be read."
    export "$name=$(<"$file")"
    unset "$file_name"
done

: "${PGHOST:?set PGHOST to the host of PostgreSQL}"
: "${PGUSER:?set PGUSER to the database role}"
: "${PGDATABASE:?set PGDATABASE to the name of the database}"
[ -n "${PGPASSWORD:-}" ] || fail "set PGPASSWORD or PGPASSWORD_FILE."
export PGHOST PGUSER PGPASSWORD PGDATABASE PGPORT="${PGPORT:-5432}"

# Official images up to 2025 know only these names (and put the password on the command
# line); newer ones leave PG* alone.
export HOST="$PGHOST" PORT="$PGPORT" USER="$PGUSER" PASSWORD="$PGPASSWORD"

exec /entrypoint.sh "$@"
