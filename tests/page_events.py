"""The tables of docs/events.md: every kind of event with its attributes, the roles, the codes and the child's facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from homeward.protocol import terms
from homeward.protocol.attributes import Attribute, attributes_of
from homeward.protocol.event import Event
from homeward.protocol.events import KINDS
from homeward.protocol.facts import LEFT_OUT, QUESTIONS

MEANINGS: Final = {
    "about": "what it is about",
    "agency": "which agency",
    "answer": "the answer",
    "brought_by": "who brought the child back",
    "by": "who set it aside",
    "category": "the category",
    "chair": "who was in the chair",
    "clause": "the clause",
    "concerns": "whether concerns came up",
    "confidence": "how sure the source is",
    "confirmed": "how it is known; left out: seen. Only seen is finding",
    "declined_by": "whose refusal it is",
    "directions": "what the review directs",
    "episode": "id of any event in the episode that is closed; left out: the one in hand",
    "event": "id of the event that was recorded wrongly",
    "explained": "whether the absence is explained; if so it starts nothing",
    "face_to_face": "whether the child was seen in person",
    "from": "from whom, or from which kind of placement",
    "how": "how",
    "incident": "an id that children share who went together",
    "kind": "which kind",
    "level": "the level, from the scale in use",
    "measure": "which step",
    "occurrence": "which turn of a recurring duty; left out: the one then running",
    "other": "the other record",
    "outcome": "how it came out",
    "packs": "id, version, fingerprint and role of each",
    "part": "which part",
    "place": "where it took place",
    "placed_in": "the host authority; left out: as before",
    "present": "who was there",
    "question": "the name of the pack's question",
    "reason": "why",
    "reference": "the record's reference",
    "replacement": "the event's table as it should have been; left out: the event is taken back",
    "result": "what came of it",
    "review_at": "when it is to be reviewed",
    "scale": "the version of the scale",
    "seen_alone": "whether the child was seen alone",
    "seen_at": "when the child was seen or heard from",
    "setting": "where the absence was noted",
    "severity": "how grave",
    "since": "when the absence began",
    "source": "who says so",
    "start": "id of the event that began the duty",
    "system": "which system",
    "to": "to whom",
    "where": "where",
    "with": "with whom",
}
"""What an attribute means, by name; `OWN_MEANINGS` where it means something else in one kind."""

OWN_MEANINGS: Final = {
    ("reported", "to"): "to whom; left out: the police",
    ("reported", "about"): "`since` is approximate, and the earlier bound counts",
    ("acknowledged", "about"): "id of the event or duty",
    ("followed_up", "about"): "id of what is followed up",
    ("placement_changed", "to"): "the new kind of placement",
    ("placement_changed", "from"): "the former kind of placement",
    ("returned", "to"): "where the child came back to",
    ("handed_over", "from"): "who passes it on",
    ("handed_over", "to"): "who takes it",
    ("duty_done", "to"): "who was told, where the clause names several",
    ("duty_set_aside", "to"): "for which recipients alone; left out: all",
}


def kinds() -> Iterator[str]:
    """Write the table of kinds of event."""
    yield "| `what` | means | attributes |"
    yield "|---|---|---|"
    for name, kind in KINDS.items():
        meaning = (kind.__doc__ or "").strip().replace("|", "/")
        yield f"| `{name}` | {meaning} | {_attributes(name, kind)} |"


def _attributes(name: str, kind: type[Event]) -> str:
    if name == "circumstances_changed":
        keys = ", ".join(f"`{key}`" for key in attributes_of(kind) if key != "by")
        return f"any of {keys}"
    own = {k: a for k, a in attributes_of(kind).items() if k != "by" or a.required}
    return "; ".join(_attribute(name, key, attribute) for key, attribute in own.items()) or "none"


def _attribute(name: str, key: str, attribute: Attribute) -> str:
    meaning = OWN_MEANINGS.get((name, key)) or MEANINGS[key]
    needed = "**required**, " if attribute.required else ""
    return f"`{key}` ({needed}{_type(attribute)}): {meaning}"


def _type(attribute: Attribute) -> str:
    if attribute.code_list:
        words = " or words" if attribute.type == "code or words" else ""
        return f"a code of *{attribute.code_list}*{words}"
    if attribute.values:
        named = next((title for title, values in CLOSED.items() if set(values) == set(attribute.values)), "")
        return f"one of *{named}*" if named else "one of " + ", ".join(f"`{v}`" for v in attribute.values)
    return {"role": "role or list of roles", "table": "table", "tables": "list of tables"}.get(
        attribute.type, attribute.type
    )


CLOSED: Final[dict[str, Collection[str]]] = {
    "categories": terms.CATEGORIES,
    "levels": terms.LEVELS,
    "legal statuses": terms.LEGAL_STATUSES,
    "placements": terms.PLACEMENTS,
    "risks": terms.RISKS,
    "return places": terms.RETURN_PLACES,
}


def roles() -> Iterator[str]:
    """Write the table of roles."""
    yield "| agency | its posts |"
    yield "|---|---|"
    for agency, posts in terms.POSTS.items():
        yield f"| `{agency}` | {', '.join(f'`{post}`' for post in posts) or 'none'} |"
    people = ", ".join(f"`{role}`" for role in sorted(terms.PEOPLE))
    every = ", ".join(f"`{role}`" for role in sorted(terms.EVERYBODY))
    yield f"| people who are no agency | {people} |"
    yield f"| whichever agency it is | {every} |"


def codes() -> Iterator[str]:
    """Write the table of codes: closed lists first, then those that a pack may add to."""
    yield "| list | values | may a pack add? |"
    yield "|---|---|---|"
    for title, values in CLOSED.items():
        listed = values if isinstance(values, tuple) else sorted(values)
        yield f"| *{title}* | {', '.join(f'`{v}`' for v in listed)} | no |"
    for title, values in terms.CODES.items():
        yield f"| *{title}* | {', '.join(f'`{v}`' for v in sorted(values))} | yes |"


def child() -> Iterator[str]:
    """Write the table of the child's facts."""
    yield "| key | the question it answers | left out |"
    yield "|---|---|---|"
    yield f"| `born` | {QUESTIONS['born']} | not known |"
    for key, value in LEFT_OUT.items():
        left_out = "false" if value is False else "none"
        yield f"| `{key}` | {QUESTIONS[key]} | {left_out} |"
    yield "| `unknown` | Which of these does nobody know? | none |"


TABLES: Final = {"child": child, "kinds": kinds, "roles": roles, "codes": codes}
