# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest
import pkgutil
from importlib import import_module

from odoo.tests import BaseCase, tagged

from .. import letters

#: What customers write under "resolved"; a line is a letter.
THANKS = """
Thanks
thank you!
OK thanks
Thank you very much for your help.
Many thanks for the quick reply and support
Thanks for sorting this out so quickly.
Perfect, all good now. Thanks again.
I really appreciate it.
It works now, thank you so much :)
Received with thanks
Hi Anna, thanks! Have a nice day.
Thank you and have a great weekend!
Great 👍🏻
谢谢
好的谢谢
收到
已收到，谢谢。
知道了，麻烦你们了
辛苦了！
问题已经解决了，非常感谢你们的帮助
没问题了，谢谢
谢谢您的耐心解答
很满意，谢谢王经理
謝謝，已經修好了
感謝您的協助
收到，祝工作愉快
"""
MORE = """
Thanks, the locker still does not close
No thanks
Not good
Thank you for nothing
Thanks. It is broken again
OK, when do you come
Thanks, please also send the invoice
Thanks for the help I need a towel
Great, is it done?
Great 👎
Dear Anna
谢谢，但是还没修好
没好
不满意
还是不行
好的，什么时候来
麻烦你们再看一下
麻烦尽快处理
快
谢谢，另外还想要一张发票
感谢，不过太慢了
收到了吗？
"""


@tagged("post_install", "-at_install")
class TestLetters(BaseCase):
    """What is said of letters without a database."""

    def test_the_examples_in_the_docstrings(self):
        names = [module.name for module in pkgutil.iter_modules(letters.__path__)]
        self.assertIn("thanks", names)
        for name in names:
            failed, attempted = doctest.testmod(import_module(f"{letters.__name__}.{name}"))
            self.assertTrue(attempted and not failed, name)

    def test_thanks_and_more_than_thanks(self):
        for lines, mere in ((THANKS, True), (MORE, False)):
            for line in lines.strip().splitlines():
                self.assertEqual(letters.is_mere_thanks(line, ["Anna Agent", "王经理"]), mere, line)
