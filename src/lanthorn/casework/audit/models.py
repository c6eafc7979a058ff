"""The tables of the audit: one head, one row per event, one row per subject of an event, one key per subject.

Database triggers (see triggers.py) refuse to change or remove what is written here.
"""

from django.db import models

from lanthorn.casework.audit.operations import Operation


class AuditHead(models.Model):
    """The end of the chain. Locked by whoever adds an event, so that events stand in one order."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, db_comment="Always 1: there is one chain")
    sequence = models.BigIntegerField(db_comment="The number of the latest event")
    hash = models.CharField(max_length=64, db_comment="The hash of the latest event")
    seal = models.CharField(
        max_length=64, db_comment="HMAC over number and hash, so that an older head cannot be forged"
    )

    class Meta:
        db_table_comment = "The end of the audit chain: one row"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"


class AuditEvent(models.Model):
    """One act. Values are never kept: only which fields were touched."""

    sequence = models.BigIntegerField(primary_key=True, db_comment="Place in the chain, from 1, without gaps")
    at = models.DateTimeField(db_comment="When, by the server's clock, in UTC", db_index=True)
    operation = models.CharField(max_length=16, choices=Operation, db_comment="The kind of operation (DPA 2018 s.62)")
    act = models.CharField(max_length=100, db_comment="The page or command by its name")
    user_id = models.UUIDField(null=True, db_index=True, db_comment="Who; empty where nobody was signed in")
    agency = models.CharField(max_length=40, blank=True, db_comment="The agency of that person at that time")
    request_id = models.UUIDField(db_comment="What joins the events of one request")
    lawful_basis = models.CharField(max_length=60, blank=True, db_comment="Code of the lawful basis relied on")
    recipients = models.JSONField(default=list, db_comment="Codes of those to whom it was disclosed")
    fields = models.JSONField(default=list, db_comment="Names of the fields touched, never their values")
    previous = models.CharField(max_length=64, db_comment="The hash of the event before")
    hash = models.CharField(max_length=64, unique=True, db_comment="HMAC-SHA256 over this event and the hash before")

    class Meta:
        db_table_comment = "Every operation on personal data, and every sign-in, refusal and change of configuration"
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.operation} {self.act}"


class EventSubject(models.Model):
    """Whom or what an event concerned, readable only while the subject's own key exists."""

    id = models.BigAutoField(primary_key=True, db_comment="Identifier")
    event = models.ForeignKey(
        AuditEvent, on_delete=models.PROTECT, related_name="subjects", db_comment="The event it belongs to"
    )
    position = models.PositiveIntegerField(db_comment="Its place among the subjects of the event")
    token = models.CharField(max_length=32, db_index=True, db_comment="Keyed pseudonym: finds the events of a subject")
    sealed = models.TextField(db_comment="Kind, identifier and reason, encrypted with the subject's key")

    class Meta:
        db_table_comment = "The subjects of the events, sealed"
        constraints = [models.UniqueConstraint(fields=["event", "position"], name="audit_one_subject_per_place")]

    def __str__(self) -> str:
        return f"{self.event_id}.{self.position}"


class SubjectKey(models.Model):
    """The key of one subject. Destroying it makes every event unreadable as to that subject; the chain stays whole."""

    subject_id = models.UUIDField(primary_key=True, db_comment="The record that the key is for")
    kind = models.CharField(max_length=40, db_comment="What kind of record that is")
    wrapped = models.BinaryField(
        db_comment="The key, wrapped with the sealing key of the installation; empty once erased"
    )
    erased_at = models.DateTimeField(null=True, db_comment="When the key was destroyed")

    class Meta:
        db_table_comment = "One key for each subject of the audit"

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
