# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

OPERATIONS = {"read": "r", "write": "w", "create": "c", "unlink": "d"}


def find_own_models(env, addon):
    """Return the names of the models with records that an addon makes."""
    return {
        name
        for name, Model in env.registry.items()
        if Model._original_module == addon and not Model._abstract
    }


def find_wrong_rights(env, table, users):
    """Return where roles may do other things than a table says, each with both.

    :param table: {model: {role: letters of :data:`OPERATIONS`}}
    :param users: {role: a user of it}
    """
    wrong = []
    for model, rights_by_role in table.items():
        for role, expected in rights_by_role.items():
            Model = env[model].with_user(users[role])
            actual = "".join(
                letter for operation, letter in OPERATIONS.items() if Model.has_access(operation)
            )
            if sorted(actual) != sorted(expected):
                wrong.append((model, role, f"expected {expected!r}, has {actual!r}"))
    return wrong
