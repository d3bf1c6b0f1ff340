"""Parquet: one record a row; needs the extra `parquet`."""

from collections.abc import Iterator
from typing import BinaryIO

from mujaz.config import InputConfig
from mujaz.errors import ArticleError
from mujaz.readers.draft import Broken, Draft, mapped

_ROWS = 32  # at a time: few enough that rows of the longest articles take little memory


def records(stream: BinaryIO, settings: InputConfig) -> Iterator[Draft | Broken]:
    """The records of a Parquet file, some rows at a time; columns that are not mapped are not read.

    Raises:
        ArticleError: It is damaged, or pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise ArticleError(
            "pyarrow is not installed, which reads Parquet", "pip install 'mujaz[parquet]'"
        ) from None
    columns = settings.columns
    wanted = {columns.text, columns.title, columns.date, columns.url, columns.id}
    try:
        file = parquet.ParquetFile(stream, buffer_size=1 << 20, pre_buffer=False)
        names = file.schema_arrow.names
        present = [
            name for name in names if name in wanted or any(one.startswith(f"{name}.") for one in wanted)
        ]
        if columns.text.split(".", 1)[0] not in names and columns.text not in names:
            mapped(dict.fromkeys(names), columns, "", "utf-8")
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS, columns=present, use_threads=False):
            for values in batch.to_pylist():
                number += 1
                try:
                    yield mapped(values, columns, f"row {number}", "utf-8")
                except ArticleError as error:
                    yield Broken(f"row {number}", error)
    except (pa.ArrowException, OSError, ValueError, OverflowError, pa.ArrowInvalid) as error:
        raise ArticleError(
            f"cannot be read as Parquet: {str(error)[:200]}", "it is damaged: get it again"
        ) from None
