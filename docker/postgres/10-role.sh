#!/bin/bash
# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
#
# Run once by the postgres image, in an empty cluster. Odoo gets a role that may create
# databases and nothing more; it is not a superuser.
set -euo pipefail

psql --set=ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    --set=password="$CLUB_DB_PASSWORD" <<'SQL'
CREATE ROLE odoo LOGIN CREATEDB NOSUPERUSER NOCREATEROLE PASSWORD :'password';
SQL
