"""A brief becomes files: its JSON is the truth, Markdown, HTML, DOCX, CSV and the digest are views of it.

May import `checks`, `storage` and `summarization`, this for the words of a replaced point.
"""
