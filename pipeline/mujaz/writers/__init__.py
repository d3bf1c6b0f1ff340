"""A brief becomes files: its JSON is the truth, Markdown, HTML, DOCX, CSV and the digest are views of it.

May import everything below but `readers`, `models`, `engines`, `memory` and `translation`: writing needs no model.
"""
