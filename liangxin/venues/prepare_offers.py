"""What offers need before the first one: words as data that may be changed afterwards.

Where the source names a number but no names (两室五厅一岗, five functions, five categories), the points are there and
their names stay empty until people fill them in: nothing is invented.
"""

from datetime import datetime

from liangxin.venues.choices import ChecklistSort
from liangxin.venues.services.checklists import LineValues, TemplateValues, install_templates
from liangxin.venues.services.offers import install_categories
from liangxin.venues.services.projects import install_project_categories

CATEGORIES = (
    ("party", "党务事项", "flag"),
    ("talent", "人才与就业", "school"),
    ("policy", "政策与办事", "scale"),
    ("health", "健康", "heart-handshake"),
    ("confidential", "法律、劳动与心理", "lock"),
    ("learning", "学习与阅读", "book"),
    ("daily", "生活便利", "coffee"),
    ("industry", "企业与产业", "building-factory-2"),
)
HAVES = ("有场所", "有设施", "有标志", "有党旗", "有书报", "有制度")
ROOMS, HALLS, POSTS = 2, 5, 1  # #106
FUNCTIONS, ASPECTS = 5, 5  # #100, #126
YEARLY = 12  # months that a check of the standard holds
TEMPLATES = (
    TemplateValues(
        code="two_rooms_five_halls_one_post", sort=ChecklistSort.SPACES, name="两室五厅一岗", position=10,
        description="空间组成：2 室、5 厅、1 岗，共 8 处。各处叫什么，由站点自己填。",
        lines=(*(LineValues(group="室"),) * ROOMS, *(LineValues(group="厅"),) * HALLS, *(LineValues(group="岗"),) * POSTS),
    ),
    TemplateValues(
        code="six_haves", sort=ChecklistSort.STANDARD, name="六有 N 室", own_lines=True, position=20,
        description="六项都要具备；N 是站点自己的功能室，有几间写几间。",
        lines=tuple(LineValues(name=name, valid_months=YEARLY) for name in HAVES),
    ),
    TemplateValues(
        code="five_functions", sort=ChecklistSort.FUNCTIONS, name="“5S”功能空间", position=30,
        description="五项功能，名称由本区填写。", lines=(LineValues(),) * FUNCTIONS,
    ),
)  # fmt: skip


def prepare_offers(now: datetime) -> None:
    """Install the categories and templates that are missing; what is there already stays as people changed it."""
    install_categories(categories=CATEGORIES)
    install_templates(templates=TEMPLATES)
    install_project_categories(
        categories=[(f"aspect_{number + 1}", f"第 {number + 1} 类") for number in range(ASPECTS)]
    )
