"""Kinds of event up to and while a child is away: word of it, the report, the risk, who was told, what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from homeward.protocol import terms
from homeward.protocol.attributes import choice, choices, code, code_or_words, plain, roles, words, yes_no
from homeward.protocol.event import Event, Roles

SEVERITIES: Final = ("risk", "significant", "immediate")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyTold(Event):
    """An agency learns that the child is missing, before any report to the police."""

    kind: ClassVar[str] = "agency_told"
    agency: Roles = roles(required=True)
    since: datetime | None = plain("time")


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceNoted(Event):
    """A school or home notes an absence: *not back yet*."""

    kind: ClassVar[str] = "absence_noted"
    setting: str | None = plain("id")
    explained: bool | None = yes_no()
    since: datetime | None = plain("time")


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicMeasureTaken(Event):
    """A step of the search before reporting: done, not possible or not appropriate."""

    kind: ClassVar[str] = "basic_measure_taken"
    measure: str | None = code("measure", required=True)
    outcome: str | None = choice(("done", "not_possible", "not_appropriate"), required=True)
    reason: str | None = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernRaised(Event):
    """Somebody is worried, before, during or after an absence."""

    kind: ClassVar[str] = "concern_raised"
    about: str | None = code("about", required=True)
    severity: str | None = choice(SEVERITIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported(Event):
    """The report: `since` is when the absence began; `about`: that it is approximate (the earlier bound counts)."""

    kind: ClassVar[str] = "reported"
    category: str | None = choice(terms.CATEGORIES, required=True)
    to: Roles = roles(default=("police",))
    since: datetime | None = plain("time")
    about: bool | None = yes_no()
    incident: str | None = plain("id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recategorised(Event):
    """The category changes inside the absence."""

    kind: ClassVar[str] = "recategorised"
    category: str | None = choice(terms.CATEGORIES, required=True)
    reason: str | None = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskAssessed(Event):
    """A first or fresh assessment of the level of risk, on a named scale."""

    kind: ClassVar[str] = "risk_assessed"
    level: str | None = choice(terms.LEVELS, required=True)
    scale: str | None = plain("id")
    reason: str | None = words()
    review_at: datetime | None = plain("time")


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskConfirmed(Event):
    """A supervisor confirms or revises the level."""

    kind: ClassVar[str] = "risk_confirmed"
    level: str | None = choice(terms.LEVELS, required=True)
    reason: str | None = words()
    review_at: datetime | None = plain("time")


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskReviewed(Event):
    """A timed review of the level, with its directions."""

    kind: ClassVar[str] = "risk_reviewed"
    level: str | None = choice(terms.LEVELS, required=True)
    reason: str | None = words()
    directions: str | None = words()
    review_at: datetime | None = plain("time")


@dataclass(frozen=True, slots=True, kw_only=True)
class CircumstancesChanged(Event):
    """From `at`, these facts of the child are so; an empty value says: none any more."""

    kind: ClassVar[str] = "circumstances_changed"
    looked_after_since: date | str | None = plain("date")
    legal_status: str | None = choice(terms.LEGAL_STATUSES)
    responsible_authority: str | None = plain("id")
    placed_in: str | None = plain("id")
    placement: str | None = choice(terms.PLACEMENTS)
    social_worker: bool | None = yes_no()
    lead_professional: bool | None = yes_no()
    open_to: tuple[str, ...] | None = choices(())
    school: bool | None = yes_no()
    unaccompanied: bool | None = yes_no()
    care_leaver: bool | None = yes_no()
    disability: bool | None = yes_no()
    child_protection_plan: bool | None = yes_no()
    known_risks: tuple[str, ...] | None = choices(terms.RISKS)
    plan: Mapping[str, str] | None = plain("table")
    unknown: tuple[str, ...] | None = choices(())


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementChanged(Event):
    """A move, planned or made: from `at`, the placement is `to`, and `placed_in` where it is given."""

    kind: ClassVar[str] = "placement_changed"
    from_: str | None = choice(terms.PLACEMENTS)
    to: str | None = choice(terms.PLACEMENTS)
    placed_in: str | None = plain("id")


@dataclass(frozen=True, slots=True, kw_only=True)
class EssentialInformationUpdated(Event):
    """The essential information form is updated."""

    kind: ClassVar[str] = "essential_information_updated"
    to: Roles = roles()
    part: str | None = plain("id")


@dataclass(frozen=True, slots=True, kw_only=True)
class EssentialInformationShared(Event):
    """The essential information form is given to somebody."""

    kind: ClassVar[str] = "essential_information_shared"
    to: Roles = roles()
    part: str | None = plain("id")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactMade(Event):
    """Two sides spoke; the same whichever side `by` and `with` stand on."""

    kind: ClassVar[str] = "contact_made"
    with_: Roles = roles(required=True)
    about: str | None = code("about")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAttempted(Event):
    """No answer, or a message left."""

    kind: ClassVar[str] = "contact_attempted"
    with_: Roles = roles(required=True)
    how: str | None = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified(Event):
    """One side told the other, and a person has it."""

    kind: ClassVar[str] = "notified"
    to: Roles = roles(required=True)
    about: str | None = code("about")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTold(Event):
    """Somebody who should be told is not, because it would be unsafe: a decision by a post."""

    kind: ClassVar[str] = "not_told"
    to: Roles = roles(required=True)
    reason: str | None = words(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged(Event):
    """A person has seen it and takes it."""

    kind: ClassVar[str] = "acknowledged"
    about: str | None = plain("id")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryMade(Event):
    """A search, a visit, a check."""

    kind: ClassVar[str] = "enquiry_made"
    where: str | None = code_or_words("where")
    result: str | None = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class SightingReported(Event):
    """Somebody says that they saw or heard from the child."""

    kind: ClassVar[str] = "sighting_reported"
    source: str | None = plain("id")
    where: str | None = code_or_words("where")
    seen_at: datetime | None = plain("time")
    confidence: str | None = plain("id")


@dataclass(frozen=True, slots=True, kw_only=True)
class StillMissing(Event):
    """A check-in of a continuing absence; after `located`, whereabouts are lost again."""

    kind: ClassVar[str] = "still_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHeld(Event):
    """A meeting took place."""

    kind: ClassVar[str] = "meeting_held"
    kind_: str | None = code("kind", required=True)
    chair: Roles = roles()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Event):
    """A decision with its reason."""

    kind: ClassVar[str] = "decided"
    about: str | None = code("about", required=True)
    outcome: str | None = code_or_words("outcome")
    reason: str | None = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecorded(Event):
    """A plan is written or updated."""

    kind: ClassVar[str] = "plan_recorded"
    kind_: str | None = code("kind", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOpened(Event):
    """A record is opened in another system."""

    kind: ClassVar[str] = "record_opened"
    system: str | None = code("system", required=True)
    reference: str | None = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordClosed(Event):
    """A record is closed in another system."""

    kind: ClassVar[str] = "record_closed"
    system: str | None = code("system", required=True)
    reference: str | None = words()
