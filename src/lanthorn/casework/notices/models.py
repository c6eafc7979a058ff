"""A notice: that something waits for a user. It names a kind and a record's identifier, and nothing of a child."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone


class NoticeKind(models.TextChoices):
    """What a notice says, in full."""

    EMERGENCY_USED = "emergency_used", "Emergency access to a case was used. Review it before it can be used again."
    REFERRAL_RECEIVED = "referral_received", "A referral has come in and waits to be matched."
    REFERRAL_ACKNOWLEDGED = "referral_acknowledged", "Your referral was read and acknowledged."
    ADDED_TO_CASE = "added_to_case", "You were added to a case's circle."
    SEAT_GIVEN = "seat_given", "You were given a seat on a panel meeting."
    PACK_RELEASED = "pack_released", "The pack for a panel meeting is ready for you."
    MINUTES_DRAFTED = "minutes_drafted", "The draft minutes of a meeting wait for you to sign."
    DECISION_MADE = "decision_made", "The panel decided on a case that you belong to."
    ACTION_GIVEN = "action_given", "You were given an action."
    ACTION_OVERDUE = "action_overdue", "An action of yours is due and not finished."
    ACTION_ESCALATED = "action_escalated", "An action is overdue and was passed to you."
    CASE_QUIET = "case_quiet", "Nothing was written in a case of your agency for some time."
    CASELOAD_MOVED = "caseload_moved", "A colleague's caseload was moved to you."
    NO_FURTHER_ACTION = "no_further_action", "The case of a referral of yours needs no further action. Read why."
    SECOND_SCORER_WANTED = "second_scorer_wanted", "A case was drawn for a second, blind screening."
    RETURN_ASKED = "return_asked", "Your agency was asked what it knows of a child."
    RETURN_CHASED = "return_chased", "Your agency was asked what it knows of a child, and has not answered yet."
    RETURN_RECEIVED = "return_received", "An agency sent its return on a case that you lead."
    CLOSURE_TO_AGREE = "closure_to_agree", "You were asked to agree to the closure of a case."
    CLOSURE_ANSWERED = "closure_answered", "The closure that you proposed was answered."
    ACCESS_ENDED = "access_ended", "You no longer belong to the circle of a case."
    DISCLOSURE_ASKED = "disclosure_asked", "A disclosure waits for your approval."
    DISCLOSURE_DECIDED = "disclosure_decided", "A disclosure that you asked for was approved or refused."
    TRANSFER_ASKED = "transfer_asked", "You were asked to lead a case in your area."
    TRANSFER_ANSWERED = "transfer_answered", "A transfer that you asked for was answered."
    ADDRESS_SEEN = "address_seen", "A protected address was seen where it should not be. Look into it."
    ACCESS_TO_CONFIRM = "access_to_confirm", "Say who of your agency still needs access."
    LEAD_LEFT = "lead_left", "Whoever leads a restricted case in your care has left or changed agency. Open the case."
    DISPOSAL_TO_REVIEW = "disposal_to_review", "A disposal waits for two reviewers."


def kinds() -> list[tuple[str, str]]:
    """The kinds as choices; named by a function, so that a new kind changes no table and needs no migration."""
    return NoticeKind.choices


class Notice(models.Model):
    """One notice to one user."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False, db_comment="Identifier")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices", db_comment="To whom"
    )
    kind = models.CharField(max_length=30, choices=kinds, db_comment="What it says")
    page = models.CharField(max_length=60, db_comment="The name of the page to open")
    about = models.UUIDField(null=True, db_comment="The record to open it with")
    made_at = models.DateTimeField(default=timezone.now, db_comment="When")
    read_at = models.DateTimeField(null=True, db_comment="When it was opened; empty until then")

    class Meta:
        db_table_comment = "Notices to users"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"Notice {self.pk}"
