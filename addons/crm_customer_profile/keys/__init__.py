# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Search keys of a person: words by whose beginning somebody is recognised, without Odoo.

:func:`.person.person_keys` says under which keys a person is filed,
:func:`.query.read_query` which keys what somebody typed asks for. A key has no spaces and is
found by its beginning, so one B-tree finds it among a million people as fast as among a hundred.
"""
