"""Fictional people for the demo district: names from lists of our own, numbers that cannot be anybody's."""

from datetime import date, timedelta
from random import Random

from liangxin.core.validators.citizen_id import check_character

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
RARE_SURNAMES = ("欧阳", "上官", "诸葛", "司徒", "单", "仇", "解", "查", "尉迟", "令狐")
MALE = "伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林峰毅恒哲睿航晨轩志远诚博文海东建国庆松岩川岭朗毅骏"
FEMALE = (
    "芳娜敏静丽艳娟霞秀燕玲桂英华慧巧美琳雪倩婷玉萍红莉颖洁梅云莲真环荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞菲寒馨瑶怡婵雁薇"
)
TOWN = "310199"  # no division has this code: such a number is nobody's
PHONE_PREFIX = "1610"  # not given to anybody
ETHNICITIES = ("01",) * 46 + ("03", "08", "11", "10")


def name(chance: Random, *, female: bool) -> str:
    """A plausible name."""
    surname = chance.choice(RARE_SURNAMES) if chance.random() < 0.02 else chance.choice(SURNAMES)
    letters = FEMALE if female else MALE
    return surname + "".join(chance.choice(letters) for _ in range(1 if chance.random() < 0.25 else 2))


def identity_number(chance: Random, *, born: date, female: bool, order: int | None = None, town: str = TOWN) -> str:
    """A number with a right check character that belongs to nobody. order: 0 to 499, else by chance."""
    half = chance.randrange(500) if order is None else order % 500
    body = f"{town}{born:%Y%m%d}{half * 2 + (0 if female else 1):03d}"
    return body + check_character(body)


def phone(number: int) -> str:
    """The fictional mobile with this number, 0 to 9,999,999."""
    return f"{PHONE_PREFIX}{number % 10_000_000:07d}"


def birth_date(chance: Random, *, youngest: date, oldest: date) -> date:
    """A day between two days."""
    return oldest + timedelta(days=chance.randrange((youngest - oldest).days))
