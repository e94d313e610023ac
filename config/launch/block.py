"""The one clear block at the end of `up`: address, accounts, how to stop."""

import json
import unicodedata
from pathlib import Path

ACCOUNTS_FILE = "demo-accounts.json"  # in the data folder, readable by its owner only
RULE = "═" * 78


def width(text: str) -> int:
    """Columns of a terminal that `text` fills: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def padded(text: str, columns: int) -> str:
    """`text` with spaces up to `columns`."""
    return text + " " * max(0, columns - width(text))


def accounts(data: Path) -> list[dict[str, str]]:
    """The demo accounts of this data folder, in the order they were made."""
    try:
        listed: list[dict[str, str]] = json.loads((data / ACCOUNTS_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [account for account in listed if account.get("role")]


def table(rows: list[list[str]]) -> list[str]:
    """Rows of equal length as aligned lines."""
    columns = [max(width(row[index]) for row in rows) for index in range(len(rows[0]))]
    return ["  ".join(padded(cell, columns[index]) for index, cell in enumerate(row)).rstrip() for row in rows]


def text(*, address: str, data: Path, seconds: float) -> str:
    """The whole block."""
    lines = [
        "",
        RULE,
        f"  两新已启动（{seconds:.1f} 秒）· Liangxin is running",
        "",
        f"  网址 address     {address}",
        f"  数据 data        {data}",
        f"  日志 logs        {data / 'logs'}",
        "  停止 stop        Ctrl-C（同时停止数据库 · the database stops with it）",
    ]
    rows = [
        [account.get("role", ""), account.get("name", ""), account["username"], account["password"]]
        for account in accounts(data)
    ]
    if rows:
        lines += ["", "  演示账号（密码随机生成，只属于这个数据文件夹）· demo accounts of this data folder", ""]
        lines += [f"    {row}" for row in table([["角色 role", "姓名 name", "用户名 user", "密码 password"], *rows])]
    return "\n".join([*lines, RULE])
