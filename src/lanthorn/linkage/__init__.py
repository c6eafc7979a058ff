"""Which records are the same child: the model, the clusters, and how well they match the truth where it is known."""

from lanthorn.linkage.evaluation import Evaluation, Score, evaluate
from lanthorn.linkage.linking import LinkReport, link

__all__ = ["Evaluation", "LinkReport", "Score", "evaluate", "link"]
