"""Files, records and addresses become `Article`s; one file a format.

May import `numbers`, `arabic`, `config` and `storage`.

`discover` lists the inputs; a `Reader` makes articles of them, one at a time:

    with Reader(config.input) as reader:
        for item in discover(["news/", "archive.jsonl.gz"]):
            for found in reader.read(item):  # an Article, or an Unread that says what is wrong with a file or a record
                ...
"""

from mujaz.readers.inputs import Input, discover
from mujaz.readers.reader import Reader, Unread

__all__ = ["Input", "Reader", "Unread", "discover"]
