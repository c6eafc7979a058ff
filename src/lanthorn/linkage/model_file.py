"""A model kept as a file: learnt once, read by people, used again, so that two years are linked alike.

Given weights; writes them as JSON with the version of the comparisons they belong to, and reads them back. Nothing in
the file is of a child: it holds shares of pairs, a level of agreement each.
"""

import json
from pathlib import Path
from typing import Any

from lanthorn import __version__
from lanthorn.errors import BadFileError
from lanthorn.evidence import Layer, Store, fingerprint_text
from lanthorn.linkage.comparisons import COMPARISONS
from lanthorn.linkage.weights import SAVED, LevelWeight, Weights

WHAT, FORMAT = "Lanthorn linkage model", 1


def comparisons_fingerprint() -> str:
    """Changes whenever a comparison or a level does: weights of other levels must not be used for these."""
    return fingerprint_text(
        *(
            f"{comparison.name} {level.name} {level.condition}"
            for comparison in COMPARISONS
            for level in comparison.levels
        )
    )


def write_model(store: Store, path: Path) -> None:
    """Write the model of the links in force. Raises BadFileError where they needed none."""
    model: dict[str, Any] | None = store.need(Layer.LINKS).manifest.parameters["model"]
    if model is None:
        raise BadFileError("The links in force needed no model: the store holds no police records of children.")
    content = {
        "what": WHAT,
        "format": FORMAT,
        "code_version": __version__,
        "comparisons": comparisons_fingerprint(),
        **model,
    }
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_model(path: Path) -> Weights:
    """The weights in a file that `write_model` wrote.

    Raises BadFileError where it is another file, or its comparisons are not those of this version.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise BadFileError(f"{path} cannot be read as a saved model ({type(fault).__name__}).") from fault
    if not isinstance(content, dict) or content.get("what") != WHAT or content.get("format") != FORMAT:
        raise BadFileError(f"{path} is not a {WHAT} of format {FORMAT}: expected what `link --save-model` wrote.")
    if content["comparisons"] != comparisons_fingerprint():
        raise BadFileError(
            f"{path} was learnt for other comparisons (by version {content['code_version']}) than this version "
            f"({__version__}) makes. Link without it, so that the weights are learnt anew."
        )
    levels = {
        (entry["comparison"], entry["level"]): LevelWeight(entry["m"], entry["u"], SAVED) for entry in content["levels"]
    }
    return Weights(content["prior"], levels)
