"""A file in pieces small enough for the way home from the GPU machine: 16 MiB a file, 64 MiB a call."""

import hashlib
import json
from pathlib import Path

PIECE = 15 * 2**20  # bytes, a little under what the way takes
_A_CALL = 4  # pieces; 60 MiB, so that log and samples go along


def split(path: Path, out: Path, call: int) -> list[Path]:
    """Write the pieces of the given call (1, 2, …) and a list of all pieces with their SHA-256.

    Raises:
        ValueError: The file has no pieces left for that call.
    """
    data = path.read_bytes()
    pieces = [data[begin : begin + PIECE] for begin in range(0, len(data), PIECE)]
    first = (call - 1) * _A_CALL
    if not 0 <= first < len(pieces):
        calls = -(-len(pieces) // _A_CALL)
        raise ValueError(f"{path} goes home in {calls} calls, there is no call {call}")
    facts = {
        "name": path.name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "pieces": [hashlib.sha256(piece).hexdigest() for piece in pieces],
    }
    (out / f"{path.name}.json").write_text(json.dumps(facts), encoding="utf-8")
    written = []
    for number, piece in enumerate(pieces[first : first + _A_CALL], first):
        target = out / f"{path.name}.{number:02}"
        target.write_bytes(piece)
        written.append(target)
    return written


def join(folder: Path, out: Path) -> Path:
    """Put a file together from all its pieces in `folder`.

    Raises:
        ValueError: A piece is missing or damaged.
    """
    facts = json.loads(next(folder.glob("*.json")).read_text(encoding="utf-8"))
    pieces = []
    for number, digest in enumerate(facts["pieces"]):
        path = folder / f"{facts['name']}.{number:02}"
        if not path.is_file():
            raise ValueError(f"{path} is missing: bring the {len(facts['pieces'])} pieces home first")
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise ValueError(f"{path} is damaged: bring it home again")
        pieces.append(data)
    out.mkdir(parents=True, exist_ok=True)
    target = out / str(facts["name"])
    target.write_bytes(b"".join(pieces))
    return target
