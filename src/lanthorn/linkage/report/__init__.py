"""How the links came about, as one page for use inside the agencies: charts, tables beside them, and no names."""

from lanthorn.linkage.report.page import write_report

__all__ = ["write_report"]
