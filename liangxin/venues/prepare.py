"""What the room needs before its first station: kinds and functions, as data that may be changed afterwards."""

from datetime import datetime

from liangxin.venues.prepare_offers import prepare_offers
from liangxin.venues.services.catalogue import Word, install_room_words, install_words

KINDS = (
    Word(code="service_centre", name="党建（党群）服务中心", description="一个片区或街镇的总站。", icon="building-community", position=10),
    Word(code="sub_centre", name="片区分中心", description="片区内就近的分站。", icon="building-community", position=20),
    Word(code="park_centre", name="园区党群服务中心（站点）", description="设在园区里的服务中心。", icon="building-factory-2", position=30),
    Word(code="building_station", name="楼宇党群服务站", description="设在写字楼里，下楼就到。", icon="building", position=40),
    Word(code="shared_site", name="共享共建服务站点", description="几家单位按协议共建共用。", icon="users-group", position=50),
    Word(code="micro_station", name="微驿站", description="一角之地：歇脚、充电、看书、问事。", icon="map-pin", position=60),
    Word(code="pioneer_station", name="区域化党建先锋驿站", description="片区内各单位党员共同活动的地方。", icon="flag", position=70),
    Word(code="talent_station", name="非公党建人才驿站", description="为非公企业的人才办事、牵线。", icon="school", position=80),
    Word(code="political_life_hall", name="党员政治生活馆", description="仪式、学习、参观都在这里。", icon="building-monument", position=90),
    Word(code="mini_practice_hall", name="微型政治实践馆", description="建在企业里的小型学习馆。", icon="building-monument", position=100),
    Word(code="talent_express", name="科创人才服务直通站", description="居住、落户、子女入学等人才事项一站问清。", icon="route", position=110),
    Word(code="startup_station", name="创业先锋站", description="给创业团队的第一站。", icon="rocket", position=120),
    Word(code="secretary_studio", name="书记工作室", description="由书记主持，带徒、接谈。", icon="user-circle", position=130),
    Word(code="member_studio", name="党员工作室", description="由党员主持的小站。", icon="user-circle", position=140),
)  # fmt: skip

FUNCTIONS = (
    Word(code="party_education", name="党性教育", description="党课、主题党日、参观学习。", icon="book", position=10),
    Word(code="talent_service", name="人才服务", description="落户、居住证、职称、子女入学等事项咨询。", icon="school", position=20),
    Word(code="policy_advice", name="政策咨询", description="问政策、算补贴、看怎么报。", icon="scale", position=30),
    Word(code="exchange", name="交流互动", description="读书会、沙龙、联谊，认识同楼的人。", icon="messages", position=40),
    Word(code="daily_life", name="生活服务", description="歇脚、充电、热饭、家庭医生和心理咨询。", icon="heart-handshake", position=50),
    Word(code="industry", name="产业促进", description="上下游对接、企业互访、项目路演。", icon="building-factory-2", position=60),
)  # fmt: skip


ROOM_KINDS = (
    Word(code="meeting_room", name="会议室", description="开会、研讨、签约。", icon="presentation", position=10),
    Word(code="lecture_hall", name="多功能厅", description="讲座、培训、放映。", icon="presentation", position=20),
    Word(code="ceremony_hall", name="仪式厅", description="入党宣誓、重温誓词、政治生日。", icon="flag", position=30),
    Word(code="study_room", name="学习室", description="学习、组织生活会、谈心谈话。", icon="book", position=40),
    Word(code="reading_room", name="书吧", description="看书、读书会。", icon="books", position=50),
    Word(code="studio", name="书记（党员）工作室", description="由主持人接待，带徒、接谈。", icon="user-circle", position=60),
    Word(code="talk_room", name="谈心室", description="一对一的安静地方。", icon="messages", position=70),
    Word(code="cafe", name="咖啡吧", description="小聚、洽谈、路演后的茶歇。", icon="coffee", position=80),
    Word(code="yoga_room", name="瑜伽房", description="午间瑜伽、八段锦、健身操。", icon="stretching", position=90),
    Word(code="gym", name="健身房", description="器械与团体课。", icon="stretching", position=100),
    Word(code="nursery", name="母婴与亲子空间", description="哺乳、亲子活动。", icon="baby-carriage", position=110),
)  # fmt: skip

# What a room is good for, in this product's own words; the “5S” of #100 is a template whose lines stay unnamed.
ROOM_FUNCTIONS = (
    Word(code="study", name="学习", description="学理论、学政策、学技能。", icon="book", position=10),
    Word(code="service", name="服务", description="办事、咨询、关爱。", icon="heart-handshake", position=20),
    Word(code="sharing", name="共享", description="几家单位共用的场地与设备。", icon="users-group", position=30),
    Word(code="showing", name="展示", description="展览、宣传、成果发布。", icon="presentation", position=40),
    Word(code="socialising", name="社交", description="沙龙、联谊、休闲。", icon="messages", position=50),
    Word(code="ceremony", name="仪式", description="宣誓、重温誓词、政治生日。", icon="flag", position=60),
)  # fmt: skip


def prepare(now: datetime) -> None:
    """Install the kinds and functions that are missing; what is there already stays as people changed it."""
    install_words(kinds=KINDS, functions=FUNCTIONS)
    install_room_words(kinds=ROOM_KINDS, functions=ROOM_FUNCTIONS)
    prepare_offers(now)
