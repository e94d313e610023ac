from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "liangxin.members"
    label = "members"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from liangxin.members import importing, national, reach  # noqa: F401
        from liangxin.members.services.ties import count_at_home, hand_over_members
        from liangxin.organisations.services.ties import Tie, register_tie

        reach.register()
        register_tie(
            Tie(code="members", sentence=_("{count} 名党员"), count=count_at_home, hand_over=hand_over_members)
        )
