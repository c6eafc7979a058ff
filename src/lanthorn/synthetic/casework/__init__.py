"""The partnership's casework in the synthetic London: concerns become referrals, cases, and the work on them.

Made from the children, their lives and the agencies' own paces and errors; no measure's answer is known here.
"""

from lanthorn.synthetic.casework.extracts import Casework, Seen, casework_of

__all__ = ["Casework", "Seen", "casework_of"]
