"""Values as JSON values, and those as readable text: what `dataclasses` and `json` do in a third of their time.

`asdict` copies every word for the case that it changes, and `json` leaves its C code when it is to indent. The bytes are
the same; a test holds that.
"""

import json
from collections.abc import Callable
from json.encoder import encode_basestring
from typing import Any


def plain(value: Any) -> Any:
    """Dataclasses as dictionaries, tuples as lists, all the way down; everything else as it is."""
    kind = type(value)
    if kind in (str, int, float, bool) or value is None:
        return value
    if kind in (tuple, list):
        return [plain(one) for one in value]
    if kind is dict:
        return {key: plain(one) for key, one in value.items()}
    names = getattr(kind, "__dataclass_fields__", None)
    return value if names is None else {name: plain(getattr(value, name)) for name in names}


def indented(value: Any) -> str:
    """JSON values as text, an item a line: `json.dumps(value, ensure_ascii=False, indent=1)`."""
    parts: list[str] = []
    _write(value, "\n", parts.append)
    return "".join(parts)


def _write(value: Any, line: str, write: Callable[[str], object]) -> None:
    """Write a value whose inner lines begin with `line`."""
    kind = type(value)
    if kind is str:
        write(encode_basestring(value))
    elif kind is int:
        write(str(value))
    elif kind is dict and value:
        before, inner = "{", line + " "
        for key, one in value.items():
            write(f"{before}{inner}{encode_basestring(key)}: ")
            _write(one, inner, write)
            before = ","
        write(line + "}")
    elif kind in (list, tuple) and value:
        before, inner = "[", line + " "
        for one in value:
            write(before + inner)
            _write(one, inner, write)
            before = ","
        write(line + "]")
    else:  # without an indent `json` keeps to its C code
        write(json.dumps(value))
