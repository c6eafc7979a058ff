"""The minutes of one item, written while it is heard, and who wrote them."""

from typing import Any, Self

from django.db import models
from django.utils import timezone

from lanthorn.casework.access.protected import Protected
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.panels.models.agenda import AgendaItem, OfItemQuerySet


class MinutesQuerySet(OfItemQuerySet):
    """Minutes."""

    def authors_of(self, meeting: Any) -> set[str]:
        """The identifiers of all who wrote minutes of this meeting, to judge who may sign them."""
        rows = self._scoped(self.filter(item__meeting=meeting), "authors of minutes").values_list("authors", flat=True)
        return {author for authors in rows for author in authors}


class Minutes(Protected):
    """What was said on one item, in the minute taker's words."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="minutes", db_comment="The item")
    text = models.TextField(blank=True, db_comment="What was said and agreed")
    authors = models.JSONField(default=list, db_comment="Identifiers of those who wrote in it")
    changed_at = models.DateTimeField(default=timezone.now, db_comment="When it was last saved")

    objects = MinutesQuerySet.as_manager()

    class Meta:
        db_table_comment = "Minutes, one text for each item"

    def __str__(self) -> str:
        return f"Minutes {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The item; its page notes the case."""
        return (Subject("agendaitem", self.item_id),)

    def wrote(self, user: Any) -> Self:
        """Remember that this user wrote in it."""
        self.authors = sorted({*self.authors, str(user.pk)})
        return self
