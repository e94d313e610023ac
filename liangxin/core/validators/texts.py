"""Names as rosters write them: spaces inside, three kinds of dot, two kinds of bracket."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from liangxin.core.validators.invalid import Invalid

HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
DOTS = re.compile(r"\s*[·•‧∙⋅・･．.●]\s*")
MINORITY_DOT = "·"
SPACE_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
LONGEST_NAME = 100


class NameInvalid(Invalid):
    code = "name.invalid"
    message = _("姓名“{text}”里有不该出现的字符。")


def clean(text: str) -> str:
    """NFKC without invisible characters, an apostrophe in front, and runs of white space."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(text.split()).removeprefix("'").strip()


def person_name(text: str) -> str:
    """王　伟 → 王伟; 阿依古丽•买买提 → 阿依古丽·买买提; Latin names keep their spaces. Raises NameInvalid."""
    dotted = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    name = clean(dotted.replace("·", MINORITY_DOT))
    if re.search(rf"[{HAN}]", name):
        name = DOTS.sub(MINORITY_DOT, name)
    name = SPACE_BETWEEN_HAN.sub("", name)
    if not name or len(name) > LONGEST_NAME or re.search(r"[\d<>=@#$%^&*+|\\/\[\]{}]", name):
        raise NameInvalid(text=text)
    return name


def body_name(text: str) -> str:
    """The name of a company or body: brackets in their Chinese form when the name is Chinese, no inner white space."""
    name = clean(text)
    if re.search(rf"[{HAN}]", name):
        name = re.sub(r"\s*([（）])\s*", r"\1", name.replace("(", "（").replace(")", "）"))
        name = SPACE_BETWEEN_HAN.sub("", name)
    return name


def body_key(text: str) -> str:
    """A key under which ways of writing one company's name fall together: brackets, case, suffix, white space."""
    key = re.sub(r"[\s()（）\[\]【】·.,，、\-'\"“”]", "", unicodedata.normalize("NFKC", text)).casefold()
    return re.sub(r"(股份有限公司|有限责任公司|有限公司|股份公司|集团公司|公司)$", "", key)
