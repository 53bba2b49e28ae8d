"""Kinds of event from passing on to closing: handed over, found, back, interviewed, and the record's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from homeward.protocol import terms
from homeward.protocol.attributes import choice, code, code_or_words, plain, roles, words, yes_no
from homeward.protocol.event import Event, Roles
from homeward.protocol.events_away import SEVERITIES


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(Event):
    """Responsibility passes and is accepted: what the one still owes in this absence is the other's."""

    kind: ClassVar[str] = "handed_over"
    from_: Roles = roles(required=True)
    to: Roles = roles(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred(Event):
    """The child is referred to a service, which may decline."""

    kind: ClassVar[str] = "referred"
    to: Roles = roles(required=True)
    about: str | None = code("about")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred(Event):
    """Ownership of the report moves to another force."""

    kind: ClassVar[str] = "transferred"
    to: Roles = roles(required=True)
    reason: str | None = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Located(Event):
    """Whereabouts established. A voice or a message is not finding."""

    kind: ClassVar[str] = "located"
    how: str | None = words()
    where: str | None = code_or_words("where")
    confirmed: str | None = choice(("seen", "spoken_to", "message", "told_by_other"), default="seen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Event):
    """Back; ends the absence."""

    kind: ClassVar[str] = "returned"
    to: str | None = choice(terms.RETURN_PLACES, required=True)
    brought_by: Roles = roles()


@dataclass(frozen=True, slots=True, kw_only=True)
class Died(Event):
    """The child has died: everything that would write to, about or for the child stops."""

    kind: ClassVar[str] = "died"


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmIndicated(Event):
    """Signs of harm, on return or later."""

    kind: ClassVar[str] = "harm_indicated"
    kind_: str | None = code("kind")
    severity: str | None = choice(SEVERITIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreventionInterviewHeld(Event):
    """The police check on return (formerly safe and well check)."""

    kind: ClassVar[str] = "prevention_interview_held"
    face_to_face: bool | None = yes_no()
    present: str | None = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreventionInterviewAttempted(Event):
    """A police check on return that did not come about."""

    kind: ClassVar[str] = "prevention_interview_attempted"
    face_to_face: bool | None = yes_no()
    present: str | None = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicalAttentionOffered(Event):
    """Medical attention was offered."""

    kind: ClassVar[str] = "medical_attention_offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReturnInterview(Event):
    place: str | None = words()
    present: str | None = words()
    seen_alone: bool | None = yes_no()
    concerns: bool | None = yes_no()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnInterviewOffered(_ReturnInterview):
    """The independent return home interview was offered."""

    kind: ClassVar[str] = "return_interview_offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnInterviewAttempted(_ReturnInterview):
    """A visit or call for the return home interview, without an answer."""

    kind: ClassVar[str] = "return_interview_attempted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnInterviewHeld(_ReturnInterview):
    """The independent return home interview was held."""

    kind: ClassVar[str] = "return_interview_held"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnInterviewDeclined(Event):
    """A refusal, and whose: it is never an interview."""

    kind: ClassVar[str] = "return_interview_declined"
    declined_by: str | None = choice(("child", "parent", "placement"), required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureMade(Event):
    """A disclosure that needs action."""

    kind: ClassVar[str] = "disclosure_made"
    about: str | None = code("about")


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedUp(Event):
    """The action on a disclosure or a concern."""

    kind: ClassVar[str] = "followed_up"
    about: str | None = plain("id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Event):
    """Settles a pack's local yes or no question."""

    kind: ClassVar[str] = "answered"
    question: str | None = plain("id", required=True)
    answer: bool | None = yes_no(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDone(Event):
    """A duty is done that no other event can meet."""

    kind: ClassVar[str] = "duty_done"
    clause: str | None = plain("id", required=True)
    part: str | None = plain("id")
    to: Roles = roles()


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySetAside(Event):
    """A duty is not followed, with the reason, by somebody who may. `by` is required."""

    kind: ClassVar[str] = "duty_set_aside"
    by: Roles = roles(required=True)
    clause: str | None = plain("id", required=True)
    reason: str | None = words(required=True)
    part: str | None = plain("id")
    occurrence: int | None = plain("number")
    to: Roles = roles()
    start: str | None = plain("id")


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeClosed(Event):
    """An episode is closed; what is owed stays owed. `episode`: the id of any event in it; left out, the one in hand."""

    kind: ClassVar[str] = "episode_closed"
    episode: str | None = plain("id")


@dataclass(frozen=True, slots=True, kw_only=True)
class PacksPinned(Event):
    """The protocols that apply from now on; written by the record."""

    kind: ClassVar[str] = "packs_pinned"
    packs: tuple[Mapping[str, Any], ...] | None = plain("tables")
    reason: str | None = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked(Event):
    """Two records are one child."""

    kind: ClassVar[str] = "linked"
    other: str | None = plain("id", required=True)
    reason: str | None = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked(Event):
    """Two records are not one child after all."""

    kind: ClassVar[str] = "unlinked"
    other: str | None = plain("id", required=True)
    reason: str | None = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(Event):
    """An earlier event was recorded wrongly; `replacement` stands in for it, or it is taken back."""

    kind: ClassVar[str] = "corrected"
    event: str | None = plain("id", required=True)
    reason: str | None = words(required=True)
    kind_: str | None = choice(("mistake", "wrong_child", "duplicate"))
    replacement: Event | None = plain("table")
