from liangxin.access.services.require import require, require_part, require_somewhere

__all__ = ["require", "require_part", "require_somewhere"]
