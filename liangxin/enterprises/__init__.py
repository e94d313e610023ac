"""The register of enterprises: what each is, where it operates, which organisation is responsible for it, who keeps contact.

Membership never stands here: an enterprise's own people see nothing of it.
"""
