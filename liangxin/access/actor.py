"""Who acts: a user under one grant, or on their own account, or a named part of the system."""

from dataclasses import dataclass, field

from liangxin.access.choices import Anchor
from liangxin.access.registry import Reach


@dataclass(frozen=True, kw_only=True)
class Actor:
    """One acting person. `permissions` are those of the acting grant's role, never a union of grants."""

    user_id: int | None
    user_name: str = ""
    anchor: Anchor = Anchor.OWN
    grant_id: int | None = None
    role_code: str = ""
    role_name: str = ""
    node_id: int | None = None
    node_name: str = ""
    path: str = ""
    downwards: bool = False
    permissions: frozenset[str] = field(default_factory=frozenset)
    door: str = "web"
    is_system: bool = False

    @property
    def reach(self) -> Reach:
        return Reach(user_id=self.user_id, node_id=self.node_id, path=self.path, downwards=self.downwards)

    @property
    def acting_as(self) -> str:
        """“金融城片区综合党委 · 组织员”, or "" on one's own account."""
        return " · ".join(part for part in (self.node_name, self.role_name) if part)

    def may_somewhere(self, permission: str) -> bool:
        """Whether the acting role holds `permission` at all: for menus and buttons, never instead of `require`."""
        return self.is_system or permission in self.permissions


SYSTEM = Actor(user_id=None, user_name="system", role_code="system", door="jobs", is_system=True)
NOBODY = Actor(user_id=None, user_name="", role_code="nobody")
