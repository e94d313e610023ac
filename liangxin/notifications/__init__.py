"""Reaching a person: notices in the app are the truth; e-mail, SMS and WeChat carry them further where a person wants it.

Words: a *kind* is declared by the room that tells it and belongs to a *group*, by which people choose their *channels*.
A *notice* is one row for one person; a *delivery* is one attempt chain of a notice over one channel. Here too: private
calendar feeds, and webhooks, which reach programs. The room does not know what it tells of: other rooms register kinds,
calendar sources and events.
"""
