"""The registers, one module each: shapes, and operations of one service call."""
