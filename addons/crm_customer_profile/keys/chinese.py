# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Chinese names as people spell them in Latin letters."""

import re
from itertools import islice, product

from pypinyin import Style, pinyin

#: Surnames of two characters (复姓), simplified and traditional.
COMPOUND = frozenset(
    re.findall(
        "..",
        "欧阳歐陽司马司馬上官诸葛諸葛东方東方皇甫尉迟尉遲公孙公孫慕容令狐司徒司空"
        "长孙長孫宇文夏侯轩辕軒轅端木百里呼延南宫南宮独孤獨孤单于單于万俟萬俟申屠"
        "太史闻人聞人澹台澹臺濮阳濮陽淳于钟离鍾離西门西門东郭東郭公冶宗政鲜于鮮于"
        "闾丘閭丘拓跋赫连赫連第五左丘梁丘",
    )
)

#: Surnames read otherwise than the word; the right reading comes first, what a colleague who
#: does not know it would type after it.
SURNAMES = {
    "曾": ("zeng",),
    "单": ("shan", "dan"),
    "單": ("shan", "dan"),
    "仇": ("qiu", "chou"),
    "解": ("xie", "jie"),
    "盖": ("ge", "gai"),
    "蓋": ("ge", "gai"),
    "区": ("ou", "qu"),
    "區": ("ou", "qu"),
    "查": ("zha", "cha"),
    "乐": ("yue", "le"),
    "樂": ("yue", "le"),
    "翟": ("zhai", "di"),
    "覃": ("qin", "tan"),
    "朴": ("piao", "pu"),
    "缪": ("miao", "mou"),
    "繆": ("miao", "mou"),
    "任": ("ren",),
    "华": ("hua",),
    "尹": ("yin",),
    "牟": ("mu", "mou"),
    "员": ("yun", "yuan"),
    "員": ("yun", "yuan"),
    "洗": ("xian", "xi"),
    "冼": ("xian", "xi"),
    "召": ("shao", "zhao"),
    "折": ("she", "zhe"),
    "黑": ("he", "hei"),
    "秘": ("bi", "mi"),
    "宓": ("mi", "fu"),
    "种": ("chong", "zhong"),
    "重": ("chong", "zhong"),
    "应": ("ying",),
    "那": ("na",),
    "葛": ("ge",),
    "万": ("wan",),
    "卜": ("bu",),
    "繁": ("po", "fan"),
    "郇": ("xun", "huan"),
    "晟": ("cheng", "sheng"),
    "贾": ("jia",),
    "賈": ("jia",),
    "沈": ("shen",),
    "长": ("zhang", "chang"),
    "令": ("ling",),
    "撒": ("sa",),
    "尉迟": ("yuchi", "weichi"),
    "尉遲": ("yuchi", "weichi"),
    "单于": ("chanyu", "danyu"),
    "單于": ("chanyu", "danyu"),
    "万俟": ("moqi", "wansi"),
    "萬俟": ("moqi", "wansi"),
    "长孙": ("zhangsun",),
    "長孫": ("zhangsun",),
    "澹台": ("tantai",),
    "澹臺": ("tantai",),
}

#: Characters of given names which their bearers read one way and colleagues another.
GIVEN = {
    "乐": ("le", "yue"),
    "茜": ("qian", "xi"),
    "娜": ("na", "nuo"),
    "晟": ("sheng", "cheng"),
    "盛": ("sheng", "cheng"),
    "行": ("xing", "hang"),
    "朝": ("chao", "zhao"),
    "长": ("chang", "zhang"),
    "重": ("zhong", "chong"),
    "强": ("qiang", "jiang"),
    "柏": ("bai", "bo"),
    "传": ("chuan", "zhuan"),
    "曾": ("zeng", "ceng"),
    "单": ("shan", "dan"),
    "藏": ("zang", "cang"),
    "奇": ("qi", "ji"),
    "都": ("du", "dou"),
    "觉": ("jue", "jiao"),
    "车": ("che", "ju"),
    "广": ("guang", "an"),
    "隽": ("jun", "juan"),
    "阿": ("a", "e"),
}

#: More spellings of one name than this help nobody and fill the index.
MOST_SPELLINGS = 4
#: A longer run of characters is the name of a company, which nobody turns around.
LONGEST_PERSON = 6


def split_name(name):
    """Split a Chinese name into surname and given name.

    >>> split_name("王小明"), split_name("欧阳娜娜"), split_name("司马")
    (('王', '小明'), ('欧阳', '娜娜'), ('司马', ''))
    """
    length = 2 if name[:2] in COMPOUND else 1
    return name[:length], name[length:]


def _syllables(text, most=MOST_SPELLINGS):
    """Readings of ``text``, each a tuple of syllables; the usual one comes first.

    >>> _syllables("小明"), _syllables("茜")
    ([('xiao', 'ming')], [('qian',), ('xi',)])
    >>> _syllables("ann")
    []
    """
    usual = [options[0] for options in pinyin(text, style=Style.NORMAL, errors="ignore")]
    if len(usual) != len(text):
        return []
    options = [
        list(dict.fromkeys((reading, *GIVEN.get(char, ()))))
        for char, reading in zip(text, usual, strict=True)
    ]
    return list(islice(product(*options), most))


def _surname_readings(surname):
    """Readings of a surname as tuples (spelling, initials).

    >>> _surname_readings("单"), _surname_readings("尉迟")[0]
    ([('shan', 's'), ('dan', 'd')], ('yuchi', 'yc'))
    """
    if surname in SURNAMES:
        if len(surname) == 1:
            return [(reading, reading[0]) for reading in SURNAMES[surname]]
        return [
            (reading, "".join(syllable[0] for syllable in _cut(reading)))
            for reading in SURNAMES[surname]
        ]
    return [
        ("".join(syllables), "".join(syllable[0] for syllable in syllables))
        for syllables in _syllables(surname, most=1)
    ]


def _cut(reading):
    """Cut the reading of a compound surname into its two syllables.

    >>> _cut("yuchi"), _cut("zhangsun"), _cut("tantai"), _cut("moqi")
    (('yu', 'chi'), ('zhang', 'sun'), ('tan', 'tai'), ('mo', 'qi'))
    """
    for cut in range(2, len(reading) - 1):
        if reading[cut] not in "aeiouvngr" or reading[cut:] in ("nyu",):
            return reading[:cut], reading[cut:]
    return reading[:2], reading[2:]


def spellings(reading):
    """Return how people type a reading with ü: v as on keyboards, u, and yu as in passports.

    >>> sorted(spellings("lv")), spellings("wang")
    (['lu', 'lv', 'lyu'], {'wang'})
    """
    plain = reading.replace("ü", "v")
    if "lv" not in plain and "nv" not in plain:
        return {plain}
    return {plain} | {
        plain.replace("lv", "l" + typed).replace("nv", "n" + typed) for typed in ("u", "yu")
    }


def name_spellings(name):
    """Return the pinyin keys of a Chinese name: whole in both orders, and the initials.

    :param name: one run of Chinese characters

    >>> sorted(name_spellings("王小明"))
    ['wangxiaoming', 'wxm', 'xiaomingwang']
    >>> sorted(name_spellings("单雄")) # shan xiong, though the word is read dan
    ['danxiong', 'dx', 'shanxiong', 'sx', 'xiongdan', 'xiongshan']
    >>> {"ouyangnana", "nanaouyang", "oynn"} <= name_spellings("欧阳娜娜")
    True
    >>> "lvbu" in name_spellings("吕布") and "lubu" in name_spellings("吕布")
    True
    """
    if len(name) > LONGEST_PERSON:
        return _phrase_spellings(name)
    surname, given = split_name(name)
    keys = set()
    for reading, initials in _surname_readings(surname):
        if not given:
            keys.update(spellings(reading))
            continue
        for syllables in _syllables(given):
            spelled = "".join(syllables)
            keys.update(spellings(reading + spelled))
            keys.update(spellings(spelled + reading))
            keys.add(initials + "".join(syllable[0] for syllable in syllables))
    return {key for key in keys if len(key) > 1}


def _phrase_spellings(name):
    """Keys of a long name (a company's): as read, and its initials.

    >>> sorted(_phrase_spellings("珠海高尔夫俱乐部"))
    ['zhgefjlb', 'zhuhaigaoerfujulebu']
    """
    syllables = _syllables(name, most=1)
    if not syllables:
        return set()
    return {"".join(syllables[0]), "".join(syllable[0] for syllable in syllables[0])}


def sounds(text):
    """Return how a Chinese word that was typed may sound, for names that were only heard.

    >>> sounds("章晓敏")[0], sounds("ann")
    ('zhangxiaomin', [])
    """
    return [
        spelled for readings in _syllables(text) for spelled in sorted(spellings("".join(readings)))
    ]
