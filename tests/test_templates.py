# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The template databases are shared by everything that runs side by side."""

import os
from concurrent.futures import ThreadPoolExecutor

from launcher import databases


def test_a_template_is_looked_at_while_others_copy_it(env):
    """Copying cuts off whoever is connected: those who only look have to stand in line."""
    names = [f"test_copy_{os.getpid()}_{number}" for number in range(3)]
    core = databases.template(env, "core")
    try:
        with ThreadPoolExecutor(4) as pool:
            copies = [pool.submit(databases.clone, env, core, name) for name in names]
            looks = [pool.submit(databases.template, env, "core") for _number in range(12)]
            assert [each.result() for each in copies] == [None] * len(names)
            assert {each.result() for each in looks} == {core}
        assert all(databases.exists(env, name) for name in names)
    finally:
        for name in names:
            databases.drop(env, name)
