"""Every kind of event by name, in the order that decides between two at the same instant.

An event says that somebody did something, when (`at`) and when it was written down (`recorded`). Its class's docstring
is its public meaning. Names and meanings are a contract (events page of the design, section 2): add freely, rename never.
Attributes are codes, roles, times, numbers or ids, except *words*, which nothing here reads.
"""

from __future__ import annotations

from typing import Final

from homeward.protocol.event import Event
from homeward.protocol.events_away import (
    AbsenceNoted,
    Acknowledged,
    AgencyTold,
    BasicMeasureTaken,
    CircumstancesChanged,
    ConcernRaised,
    ContactAttempted,
    ContactMade,
    Decided,
    EnquiryMade,
    EssentialInformationShared,
    EssentialInformationUpdated,
    MeetingHeld,
    Notified,
    NotTold,
    PlacementChanged,
    PlanRecorded,
    Recategorised,
    RecordClosed,
    RecordOpened,
    Reported,
    RiskAssessed,
    RiskConfirmed,
    RiskReviewed,
    SightingReported,
    StillMissing,
)
from homeward.protocol.events_back import (
    Answered,
    Corrected,
    Died,
    DisclosureMade,
    DutyDone,
    DutySetAside,
    EpisodeClosed,
    FollowedUp,
    HandedOver,
    HarmIndicated,
    Linked,
    Located,
    MedicalAttentionOffered,
    PacksPinned,
    PreventionInterviewAttempted,
    PreventionInterviewHeld,
    Referred,
    Returned,
    ReturnInterviewAttempted,
    ReturnInterviewDeclined,
    ReturnInterviewHeld,
    ReturnInterviewOffered,
    Transferred,
    Unlinked,
)

KINDS: Final[dict[str, type[Event]]] = {
    c.kind: c
    for c in (
        AgencyTold, AbsenceNoted, BasicMeasureTaken, ConcernRaised, Reported, Recategorised, RiskAssessed,
        RiskConfirmed, RiskReviewed, CircumstancesChanged, PlacementChanged, EssentialInformationUpdated,
        EssentialInformationShared, ContactMade, ContactAttempted, Notified, NotTold, Acknowledged, EnquiryMade,
        SightingReported, StillMissing, MeetingHeld, Decided, PlanRecorded, RecordOpened, RecordClosed, HandedOver,
        Referred, Transferred, Located, Returned, Died, HarmIndicated, PreventionInterviewHeld,
        PreventionInterviewAttempted, MedicalAttentionOffered, ReturnInterviewOffered, ReturnInterviewAttempted,
        ReturnInterviewHeld, ReturnInterviewDeclined, DisclosureMade, FollowedUp, Answered, DutyDone, DutySetAside,
        EpisodeClosed, PacksPinned, Linked, Unlinked, Corrected,
    )
}  # fmt: skip
"""Every kind by name, in the order of the table: earlier kinds come first at the same instant."""

ORDER: Final = {kind: place for place, kind in enumerate(KINDS)}
