# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest

from odoo.tests import BaseCase

from ..stays import cells, layouts, row


class TestStayLayouts(BaseCase):
    """The rules by which stays are read hold by themselves, without a database."""

    def test_examples(self):
        for module in (cells, row, layouts):
            with self.subTest(module=module.__name__):
                failed, attempted = doctest.testmod(module)
                self.assertFalse(failed)
                self.assertGreater(attempted, 3)
