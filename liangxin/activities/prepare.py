"""What the room needs before its first activity: kinds, as data that may be changed afterwards."""

from datetime import datetime

from liangxin.activities.services.kinds import KindValues, install_kinds

KINDS = (
    KindValues(code="theme_day", name="主题党日", theme="学习教育", track="management", audience="members", icon="flag", position=10,
               documents=(("签到表", 3), ("活动小结", 7))),
    KindValues(code="noon_class", name="楼宇午间课", description="中午一小时，听完回去上班。", theme="学习教育", track="service", audience="staff",
               icon="school", position=20),
    KindValues(code="lecture", name="专题讲座", theme="学习教育", track="service", icon="presentation", position=30),
    KindValues(code="warm_classroom", name="暖课堂", description="每月最后一个周六。", theme="学习教育", track="service", icon="books", position=40),
    KindValues(code="book_fair", name="书展与读书会", theme="学习教育", track="service", icon="book", position=50),
    KindValues(code="screening", name="红色放映厅", theme="学习教育", track="service", icon="video", position=60),
    KindValues(code="oath", name="入党宣誓仪式", description="只面向预备党员。", theme="仪式教育", track="management", audience="members",
               icon="flag", probationary_only=True, needs_approval=True, position=70, documents=(("宣誓名单", 3),)),
    KindValues(code="talent", name="人才服务专场", theme="服务专场", track="service", audience="staff", icon="id-badge-2", position=80),
    KindValues(code="legal", name="法律咨询", theme="服务专场", track="service", icon="scale", is_confidential=True, position=90),
    KindValues(code="labour", name="劳动纠纷化解", theme="服务专场", track="service", audience="staff", icon="users-group",
               is_confidential=True, position=100),
    KindValues(code="care", name="心灵养护", theme="服务专场", track="service", icon="heart-handshake", is_confidential=True, position=110),
    KindValues(code="visit", name="走进主机厂", description="由企业接待，按名单入厂。", theme="产业联动", track="industry", audience="staff",
               icon="building-factory-2", position=120, documents=(("入厂名单", 1),)),
    KindValues(code="talks", name="党员创新说", theme="产业联动", track="industry", icon="microphone", position=130),
    KindValues(code="tour", name="巡回宣讲", theme="志愿服务", track="service", icon="route", position=140),
    KindValues(code="camp", name="小学生夏令营", description="由家长报名并同意。", theme="志愿服务", track="service", audience="families",
               icon="school", for_minors=True, position=150, documents=(("家长同意书", 0), ("安全预案", 0))),
    KindValues(code="salon", name="青年沙龙", theme="交流联谊", track="service", audience="staff", icon="messages", position=160),
)  # fmt: skip


def prepare(now: datetime) -> None:
    """Install the kinds that are missing; what is there already stays as people changed it."""
    install_kinds(KINDS)
