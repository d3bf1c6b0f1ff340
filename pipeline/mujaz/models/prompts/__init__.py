"""What chat models are told; each task's text is a file beside this one."""

import hashlib
from importlib.resources import files
from typing import Literal

Task = Literal["translate", "summarize"]


def text(task: Task) -> str:
    """The instructions for a task, as they are sent."""
    return files(__name__).joinpath(f"{task}.txt").read_text(encoding="utf-8").strip()


def digest(task: Task) -> str:
    """Eight letters that change with the instructions; they stand in the signature."""
    return hashlib.sha256(text(task).encode()).hexdigest()[:8]
