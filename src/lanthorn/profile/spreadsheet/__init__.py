"""The briefing's tables as an accessible workbook: given the content model, gives the bytes of an XLSX or ODS file.

Laid out after the Government Analysis Function's guidance on releasing statistics in spreadsheets: a cover, contents,
notes, then one table a sheet from column A, marked up as a table, without merged, empty or decorated cells.
"""

from lanthorn.profile.spreadsheet.ods import render_ods
from lanthorn.profile.spreadsheet.xlsx import render_xlsx

__all__ = ["render_ods", "render_xlsx"]
