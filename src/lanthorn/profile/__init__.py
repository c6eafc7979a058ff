"""The briefing as one content model, told from answered measures; one renderer per output format."""

from lanthorn.profile.beside.authorities import Profiles, make_local_profiles
from lanthorn.profile.beside.periods import make_comparison
from lanthorn.profile.explaining import Explanation, explain
from lanthorn.profile.ground import Wanted
from lanthorn.profile.making import Profile, make_profile, profile_of

__all__ = [
    "Explanation",
    "Profile",
    "Profiles",
    "Wanted",
    "explain",
    "make_comparison",
    "make_local_profiles",
    "make_profile",
    "profile_of",
]
