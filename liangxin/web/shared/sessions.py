"""Sessions in the database, as Django keeps them; read by one prepared statement."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from liangxin.core.statements import row_of

READ = "SELECT session_data FROM django_session WHERE session_key = %(key)s AND expire_date > %(now)s"


class SessionStore(DatabaseStore):
    """What differs from Django's is `load` alone."""

    def load(self) -> dict[str, Any]:
        """The session's values; empty, and its key forgotten, where it is unknown or over."""
        row = row_of(READ, {"key": self.session_key, "now": timezone.now()}) if self.session_key else None
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])  # type: ignore[no-any-return]
