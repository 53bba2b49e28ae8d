"""The vocabulary: roles, levels, categories, places and codes, each named once (`docs/glossary.md` explains them).

Source: the events page of the design, section 2. What an area adds to the codes stands in its pack under `[code]`.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Final

POSTS: Final = MappingProxyType(
    {
        "police": (
            "call_handler", "attending_officer", "supervising_officer", "officer_in_the_case", "detective_sergeant",
            "inspector", "detective_inspector", "detective_chief_inspector", "missing_persons_unit",
            "public_protection_unit",
        ),
        "childrens_social_care": (
            "front_door", "social_worker", "team_manager", "senior_manager", "head_of_service", "assistant_director",
            "director", "designated_manager", "emergency_duty_team",
        ),
        "school": ("designated_safeguarding_lead", "teacher", "head_teacher"),
        "education_officer": (),
        "education_welfare_service": (),
        "early_help": ("lead_professional", "early_help_worker"),
        "placement": ("carer", "key_worker", "fostering_service", "supervising_social_worker"),
        "family": ("parent", "extended_family"),
        "health": ("hospital", "gp", "designated_nurse"),
        "return_interviewer": (),
        "exploitation_service": (),
        "youth_offending_service": (),
        "iro": (),
        "senior_leadership": (),
        "communications_team": (),
        "legal_services": (),
        "lead_member": (),
        "responsible_authority": (),
        "host_authority": (),
        "other_authorities": (),
        "other_force": (),
        "immigration_service": (),
        "nrm": (),
        "ofsted": (),
    }
)  # fmt: skip
"""Agencies, each with its posts."""

PEOPLE: Final = frozenset({"press", "public", "enquirer", "reporter", "child"})
EVERYBODY: Final = frozenset({"any_agency", "all_agencies"})
ROLES: Final = frozenset(POSTS) | {post for posts in POSTS.values() for post in posts} | PEOPLE | EVERYBODY

_AGENCIES = (frozenset(POSTS) - {"family"}) | {
    post for agency, posts in POSTS.items() if agency != "family" for post in posts
}


@cache
def covers(role: str) -> frozenset[str]:
    """Answer which roles of an event count as `role`: an agency's posts count as the agency, a post only as itself."""
    if role in EVERYBODY:
        return _AGENCIES | EVERYBODY
    return frozenset({role, *POSTS.get(role, ())})


CATEGORIES: Final = frozenset(
    {
        "missing", "away_without_authorisation", "absconder", "concern_for_welfare", "truancy", "wanted",
        "found_unreported", "absent",
    }
)  # fmt: skip
LEVELS: Final = ("no_apparent_risk", "low", "medium", "high")
"""From lowest to highest. The product orders them; it never computes one."""
NOT_ASSESSED: Final = "not_assessed"
LEGAL_STATUSES: Final = frozenset(
    {
        "s20",
        "s31",
        "interim_care_order",
        "remand",
        "police_protection",
        "epo",
        "secure_order",
        "criminal_order",
    }
)
PLACEMENTS: Final = frozenset(
    {
        "foster", "children's home", "supported accommodation", "semi-independent", "parents", "kinship", "relatives",
        "private_fostering", "residential school", "secure", "secure children's home", "young offender institution",
        "hospital", "adoption", "independent living", "family centre", "parent and child", "hostel", "unregistered",
        "remand", "home", "other",
    }
)  # fmt: skip
RISKS: Final = frozenset(
    {
        "csec", "cce", "trafficking", "modern_slavery", "county_lines", "radicalisation", "forced_marriage",
        "honour_based_abuse", "fgm", "self_harm", "named_in_abduction_notice",
    }
)  # fmt: skip
RETURN_PLACES: Final = frozenset(
    {"home", "placement", "place_of_safety", "hospital", "custody", "police_protection", "elsewhere"}
)

CODES: Final = MappingProxyType(
    {
        "about": frozenset(
            {
                "safety", "significant_harm", "safeguarding", "escalating", "trafficking", "csec", "cce",
                "may_go_missing", "violence", "home", "evidence", "missing_education", "soft_intelligence", "missing",
                "returned", "found", "located", "new_information", "high_risk", "update", "decision", "location",
                "alert_other_authorities", "publicity", "recovery_order", "section_47", "update_plans",
                "future_intervention", "not_missing", "enquirer_verified", "photograph_consent", "return_home",
                "welfare", "whereabouts", "basic_measures", "report", "placement", "return", "return_interview",
                "prevention_interview", "crime", "exploitation", "health", "medical", "absence", "episode",
                "away_without_authorisation", "absconder", "whether_reported", "help_with_return", "transfer",
                "risk", "support", "plan", "review", "early_review", "meeting", "escalation", "screening", "harm",
                "child_missing", "school_absence", "unexplained_absence", "self_harm", "modern_slavery",
                "county_lines", "radicalisation", "forced_marriage", "honour_based_abuse", "fgm", "death",
            }
        ),
        "kind": frozenset(
            {
                "strategy", "professionals", "multi_agency", "placement_area", "looked_after_review", "joint_action",
                "finding", "return", "safety", "support", "pre_incident", "care", "risk_assessment", "early_help",
                "child_in_need", "child_protection", "review", "planning", "network", "prevention", "physical",
                "sexual", "emotional", "neglect", "exploitation", "criminal_exploitation", "sexual_exploitation",
                "crime", "trafficking", "self_harm", "injury", "substance", "violence", "danger", "significant_harm",
                "going_missing", "other",
            }
        ),
        "measure": frozenset(
            {
                "search_home", "search_bedroom", "search_grounds", "contact_friends", "contact_family",
                "contact_relatives", "visit_places", "call_child", "call_phone", "check_social_media",
                "contact_school", "check_hospital", "check_transport", "other",
            }
        ),
        "system": frozenset({"storm", "compact", "pnc", "mosaic", "lcs", "case_management", "niche", "other"}),
        "outcome": frozenset(
            {
                "yes", "no", "proposed", "agreed", "refused", "approved", "declined", "done", "not_possible",
                "not_appropriate", "not_needed", "deferred",
            }
        ),
        "where": frozenset(
            {
                "home", "placement", "school", "hospital", "custody", "family", "friends", "street", "transport",
                "public_place", "online", "elsewhere", "bedroom", "vehicle",
            }
        ),
    }
)  # fmt: skip
"""Codes of the product by attribute. A pack adds its own; any other is refused, so that a slip cannot hide."""


def in_words(code: str) -> str:
    """Write a role or code for people."""
    return code.replace("_", " ").replace("childrens social care", "children's social care")


URGENT_WORDS: Final = ("at once", "immediately", "without delay", "forthwith")
"""Words about time under which a duty left undone is a failure although no number was given."""
