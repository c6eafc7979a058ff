"""The casework's tables as columns of text under the names of the records' fields.

Given true arrays, gives back what stands in the export: the casework's codes, ISO dates, blanks where nothing is known.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lanthorn.synthetic.casework.around import Disruptions, Links, Missing, Sessions, audiences
from lanthorn.synthetic.casework.course import NO_CASE, NO_FURTHER_ACTION, Courses
from lanthorn.synthetic.casework.days import UNKNOWN_DAY, day_texts, moment_texts, unless_later
from lanthorn.synthetic.casework.panels import Attendance, Meetings, agency_kinds
from lanthorn.synthetic.casework.referrals import Referrals
from lanthorn.synthetic.casework.reviewing import closure_outcomes
from lanthorn.synthetic.casework.work import Actions, Hearings, Returns
from lanthorn.synthetic.chance import Flags, Ints, Rng, happens
from lanthorn.synthetic.households import NONE
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.places import places
from lanthorn.synthetic.texts import blanked, constant
from lanthorn.vocabulary import codes

Columns = Mapping[str, Any]

CATEGORIES = ("none", "1", "2", "3")
_OUTCOMES = ("panel", "strategy", "support", "no_further_action")
_PRESENCE = ("present", "apology", "absent")
_AIMS = ("child", "offender", "place", "family", "prevention")
_STATES = ("open", "done", "not_done", "superseded")
_VOICES = ("spoken", "earlier", "not_heard")
_FOLLOWS = ("continue", "close")
_TARGETS = ("person", "place", "online")
_INTERVIEWS = ("held", "declined", "not_held")
_SETTINGS = ("school", "home", "community", "work", "online")
_LETTERS = np.array(list("23456789CDFGHJKMPQRTVWXY"))
"""Of a case's reference, as the casework draws it: none is taken for another when read out."""
_REFERENCE_LENGTH, _STRIDE = 7, 2_654_435_761
"""Steps through all references of that length; the stride shares no factor with their number."""


def case_references(seed: int, size: int) -> Any:
    """References in no telling order, each once."""
    every = len(_LETTERS) ** _REFERENCE_LENGTH
    number = ((np.arange(size, dtype=np.int64) + 1 + seed % every) * _STRIDE) % every
    digits = np.stack([number // len(_LETTERS) ** place % len(_LETTERS) for place in range(_REFERENCE_LENGTH)], axis=1)
    letters = np.ascontiguousarray(_LETTERS[digits])
    return pa.array(letters.view(f"<U{_REFERENCE_LENGTH}").ravel().astype(object), pa.string())


def numbered(letter: str, size: int) -> Any:
    """References of rows: a letter and their number."""
    return _marked(letter, np.arange(1, size + 1))


def _marked(letter: str, number: Ints) -> Any:
    return pc.binary_join_element_wise(letter, pc.utf8_lpad(pa.array(number).cast(pa.string()), 7, "0"), "")


def words(listed: Sequence[str], number: Ints) -> Any:
    """Codes by their numbers; blank where the number is NONE."""
    text = pa.array(list(listed)).take(pa.array(np.maximum(number, 0)))
    return blanked(text, number == NONE)


def yes_or_no(rng: Rng, yes: float, known: float, size: int) -> Any:
    """Answers to a question, blank where nobody knows."""
    answer = words(("no", "yes"), happens(rng, yes, size).astype(np.int64))
    return blanked(answer, ~happens(rng, known, size))


def _agencies(rng: Rng, agency: Ints, place: Ints) -> dict[str, Any]:
    """An organisation's code and its kind, which a few old rows lack."""
    kind = words(agency_kinds(), agency)
    code = pa.array(places().codes).take(pa.array(place))
    lost = happens(rng, parameters("casework")["errors"]["agency_kind_missing"], len(agency))
    return {"agency": pc.binary_join_element_wise(kind, code, "-"), "agency_kind": blanked(kind, lost)}


def _of_case(reference: Any, case: Ints) -> Any:
    return blanked(reference.take(pa.array(np.maximum(case, 0))), case == NO_CASE)


def cases(rng: Rng, reference: Any, courses: Courses, hearings: Hearings, last: int) -> Columns:
    """Cases as they stand on the last day."""
    errors, size = parameters("casework")["errors"], len(courses)
    closed = unless_later(courses.closed, last)
    is_open = closed == UNKNOWN_DAY
    ended_at_once = (courses.outcome == NO_FURTHER_ACTION) & ~is_open
    category, next_on = courses.category.copy(), courses.reviews.first_due.copy()
    latest = courses.screened.copy()
    for case, day, after, due in (
        (hearings.case, hearings.day, hearings.after, hearings.next_on),
        (courses.reviews.case, courses.reviews.held, courses.reviews.after, courses.reviews.next_on),
    ):
        newer = np.flatnonzero(day >= latest[case])
        # Rows stand in the order of case and day, so that the last one written is the latest.
        category[case[newer]], next_on[case[newer]], latest[case[newer]] = after[newer], due[newer], day[newer]
    unscreened = courses.screened > last
    ground = np.where(is_open, NONE, np.where(ended_at_once, 1, 0))
    outcome = np.where(is_open | ended_at_once, NONE, courses.reviews.closure_outcome)
    mistyped = ~is_open & happens(rng, errors["closed_in_wrong_year"], size)
    lost = happens(rng, errors["authority_missing"], size)
    earlier = _earlier_cases(rng, courses, ended_at_once)
    return {
        "case_reference": reference,
        "child_reference": _marked("K", courses.child),
        "authority": blanked(pa.array(places().codes).take(pa.array(courses.place)), lost),
        "opened_on": day_texts(courses.opened),
        "category": blanked(words(CATEGORIES, category), unscreened),
        "next_review_on": day_texts(np.where(is_open & ~unscreened, next_on, UNKNOWN_DAY)),
        "closed_on": day_texts(np.where(mistyped, closed - 366, closed)),
        "closing_ground": words(("review", "no_further_action"), ground),
        "closure_outcome": words(closure_outcomes(), outcome),
        "follows": _of_case(reference, earlier),
    }


def _earlier_cases(rng: Rng, courses: Courses, ended_at_once: Flags) -> Ints:
    """The case that each one opens again: the child's one before, where a review had closed it and somebody says so."""
    size = len(courses)
    before = np.arange(size) - 1
    same = np.zeros(size, dtype=bool)
    same[1:] = courses.child[1:] == courses.child[:-1]
    same[1:] &= ~ended_at_once[:-1]
    said = happens(rng, parameters("casework")["closing"]["opened_again"], size)
    return np.where(same & said, before, NO_CASE)


def referrals(rng: Rng, reference: Any, given: Referrals, case_of: Ints) -> Columns:
    """Referrals as they were sent."""
    told, size = parameters("casework")["referral"], len(given)
    errors = parameters("casework")["errors"]
    channels = [code.code for code in codes("referral_channel").codes]
    lost = happens(rng, errors["channel_missing"], size)
    matched = case_of != NO_CASE
    return {
        "referral_reference": numbered("R", size),
        "case_reference": _of_case(reference, case_of),
        **_agencies(rng, given.agency, given.place),
        "channel": blanked(words(channels, given.channel), lost),
        "told_on": day_texts(given.told),
        "sent_at": moment_texts(given.sent),
        "acknowledged_at": moment_texts(np.where(matched, given.acknowledged, UNKNOWN_DAY)),
        **{
            name: yes_or_no(rng, told[name], told[f"{name}_known"], size)
            for name in ("known_before", "online", "child_told", "carer_told")
        },
    }


def screenings(rng: Rng, reference: Any, courses: Courses, last: int) -> Columns:
    """First screenings, and second, blind ones of a sample."""
    given = parameters("casework")["screening"]
    first = np.flatnonzero(courses.screened <= last)
    second = first[happens(rng, 1.0 / given["second_one_in"], len(first))]
    day = courses.screened[second] + 1 + rng.geometric(1.0 / given["second_mean_days"], len(second))
    second, day = second[day <= last], day[day <= last]
    agrees = happens(rng, given["second_agrees"], len(second))
    other = np.clip(courses.category[second] + rng.choice([-1, 1], len(second)), 0, len(CATEGORIES) - 1)
    blind = np.where(agrees, courses.category[second], other)
    case = np.concatenate([first, second])
    number = numbered("S", len(case))
    place_of_first = np.searchsorted(first, second)
    to = pc.if_else(
        pa.array(np.arange(len(case)) < len(first)), "",
        number.take(pa.array(np.concatenate([np.zeros(len(first), dtype=np.int64), place_of_first]))),
    )  # fmt: skip
    none = np.full(len(second), NONE, dtype=np.int64)
    return {
        "screening_reference": number,
        "case_reference": _of_case(reference, case),
        "screened_on": day_texts(np.concatenate([courses.screened[first], day])),
        "answered": words(CATEGORIES, np.concatenate([courses.answered[first], blind])),
        "category": words(CATEGORIES, np.concatenate([courses.category[first], blind])),
        "outcome": words(_OUTCOMES, np.concatenate([courses.outcome[first], none])),
        "second_to": to,
    }


def decisions(reference: Any, hearings: Hearings) -> Columns:
    """Decisions on children's cases."""
    size = len(hearings.case)
    return {
        "decision_reference": numbered("D", size),
        "meeting_reference": _marked("M", hearings.meeting),
        "held_on": day_texts(hearings.day),
        "subject": constant("child", size),
        "case_reference": _of_case(reference, hearings.case),
        "category_before": words(CATEGORIES, hearings.before),
        "category_now": words(CATEGORIES, hearings.after),
        "next_on": day_texts(hearings.next_on),
    }


def attendance(rng: Rng, given: Attendance, meetings: Meetings, returned: Flags) -> Columns:
    """Which agency came to which meeting."""
    place = meetings.place[given.meeting]
    return {
        "meeting_reference": _marked("M", given.meeting),
        **_agencies(rng, given.agency, place),
        "held_on": day_texts(meetings.day[given.meeting]),
        "authority": pa.array(places().codes).take(pa.array(place)),
        "presence": words(_PRESENCE, given.presence),
        "return_given": words(("no", "yes"), returned.astype(np.int64)),
    }


def returns(rng: Rng, reference: Any, given: Returns, courses: Courses) -> Columns:
    """What agencies were asked, and when they answered."""
    return {
        "return_reference": numbered("Q", len(given.case)),
        "case_reference": _of_case(reference, given.case),
        **_agencies(rng, given.agency, courses.place[given.case]),
        "asked_at": moment_texts(given.asked),
        "due_on": day_texts(given.due),
        "chased_at": moment_texts(given.chased),
        "answered_at": moment_texts(given.answered),
    }


def actions(rng: Rng, reference: Any, given: Actions, courses: Courses) -> Columns:
    """Actions of plans."""
    lost = happens(rng, parameters("casework")["errors"]["due_missing"], len(given.case))
    return {
        "action_reference": numbered("A", len(given.case)),
        "case_reference": _of_case(reference, given.case),
        **_agencies(rng, given.agency, courses.place[given.case]),
        "aim": words(_AIMS, given.aim),
        "set_on": day_texts(given.set_on),
        "due_on": blanked(day_texts(given.due), lost),
        "state": words(_STATES, given.state),
        "closed_on": day_texts(given.closed),
    }


def reviews(reference: Any, courses: Courses) -> Columns:
    """Reviews as they were sent."""
    given = courses.reviews
    return {
        "review_reference": numbered("V", len(given.case)),
        "case_reference": _of_case(reference, given.case),
        "held_on": day_texts(given.held),
        "child_voice": words(_VOICES, given.voice),
        "category_before": words(CATEGORIES, given.before),
        "category": words(CATEGORIES, given.after),
        "follows": words(_FOLLOWS, given.follows),
        "next_on": day_texts(given.next_on),
    }


def missing(reference: Any, given: Missing) -> Columns:
    """Times missing, with their interviews."""
    return {
        "episode_reference": numbered("E", len(given.case)),
        "case_reference": _of_case(reference, given.case),
        "last_seen_at": moment_texts(given.last_seen),
        "returned_at": moment_texts(given.returned),
        "police_told": words(("no", "yes"), given.police_told.astype(np.int64)),
        "interview_offered_at": moment_texts(given.offered),
        "interview_at": moment_texts(given.interviewed),
        "interview_outcome": words(_INTERVIEWS, given.outcome),
    }


def links(reference: Any, given: Links) -> Columns:
    """Links to persons of concern, places and online spaces."""
    return {
        "link_reference": numbered("L", len(given.case)),
        "case_reference": _of_case(reference, given.case),
        "context_reference": _marked("X", given.context),
        "target": words(_TARGETS, given.target),
        "link_kind": words(parameters("casework")["link"]["kinds"], given.kind),
        "since": day_texts(given.since),
        "ended_on": day_texts(given.ended),
    }


def disruptions(given: Disruptions) -> Columns:
    """Measures of disruption."""
    return {
        "disruption_reference": numbered("B", len(given.context)),
        "context_reference": _marked("X", given.context),
        "target": words(_TARGETS, given.target),
        "kind": pa.array(given.kind, pa.string()),
        "begins_on": day_texts(given.begins),
        "expires_on": constant("", len(given.context)),
        "outcome": pa.array(given.outcome.astype(object), pa.string()),
        "outcome_on": day_texts(given.outcome_on),
    }


def sessions(given: Sessions) -> Columns:
    """Prevention sessions."""
    return {
        "session_reference": numbered("P", len(given.place)),
        "held_on": day_texts(given.held),
        "audience": words(audiences(), given.audience),
        "setting": words(_SETTINGS, given.setting),
        "authority": pa.array(places().codes).take(pa.array(given.place)),
        "reach": pa.array(given.reach).cast(pa.string()),
    }
