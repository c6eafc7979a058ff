"""The briefing as one content model, told from answered measures; one renderer per output format."""

from lanthorn.profile.explaining import Explanation, explain
from lanthorn.profile.making import Profile, make_profile

__all__ = ["Explanation", "Profile", "explain", "make_profile"]
