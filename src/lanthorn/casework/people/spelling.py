"""How a search forgives spelling: a key of the sound, trigrams of the letters, the digits of a phone.

"Mohammed" and "Muhamad" share few trigrams and one metaphone; "Khaterine" and "Katherine" the other way round: so both.
"""

import re
import unicodedata
from typing import TYPE_CHECKING

import jellyfish

if TYPE_CHECKING:
    from lanthorn.casework.people.models import Name

_LONGEST_KEY = 20
_COUNTRY_PREFIX = re.compile(r"^(?:0044|44)(?=\d{9,10}$)")


def plain(name: str) -> str:
    """The name in small Latin letters and single spaces, without accents."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]+", " ", letters.replace("'", "")).strip()


def sound(name: str) -> str:
    """The metaphone of the first word of a name, or an empty text where it has no Latin letter."""
    words = plain(name).split()
    return jellyfish.metaphone(words[0]).replace(" ", "")[:_LONGEST_KEY] if words else ""


def trigrams(name: str) -> frozenset[str]:
    """Every three letters in a row, each word with two spaces before and one after, as PostgreSQL's pg_trgm does."""
    padded = [f"  {word} " for word in plain(name).split()]
    return frozenset(word[start : start + 3] for word in padded for start in range(len(word) - 2))


def similarity(one: str, other: str) -> float:
    """Trigrams shared, of all trigrams of either: from 0 to 1."""
    mine, theirs = trigrams(one), trigrams(other)
    return len(mine & theirs) / len(mine | theirs) if mine or theirs else 0.0


def digits_of(phone: str) -> str:
    """The digits of a telephone number, a British one in its national form."""
    digits = re.sub(r"\D", "", phone)
    return _COUNTRY_PREFIX.sub("0", digits)


def keep_trigrams(name: "Name") -> None:
    """Write the trigrams of a name anew."""
    from lanthorn.casework.people.models import NameTrigram

    NameTrigram.objects.filter(name=name).delete()
    NameTrigram.objects.bulk_create(NameTrigram(name=name, trigram=letters) for letters in sorted(trigrams(name.whole)))
