"""The tables of docs/packs.md: the packs that ship, the keys of a clause, the moments and the conditions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import yaml

from homeward.commands.at_hand import shelf
from homeward.protocol.clause_reader import COMMON, OWN
from homeward.protocol.clauses import KINDS
from homeward.protocol.conditions import NEGATABLE, STEADY
from homeward.protocol.pack_reader import HEADER
from homeward.protocol.patterns import MOMENTS
from homeward.protocol.questions import MAKERS

HEADER_MEANINGS: Final = {
    "id": "the pack's name, which is also its folder's",
    "area": "the area in words",
    "title": "what the written protocol is called",
    "force": "the police force",
    "version": "a published version is never edited: a change is a new file with its own date",
    "effective_from": "the day from which this version holds",
    "effective_until": "its last day; left out, until a later version begins",
    "base": "the pack laid underneath",
    "authorities": "whose area this is",
    "set_aside_by": "posts that may set a duty aside; left out, any post",
    "covers": "agencies whose duties the text holds: others are told that it is silent; left out, the owners of its duties",
    "closed": "dates that do not count as working days",
}
KIND_MEANINGS: Final = {
    "duty": "somebody must do something",
    "rule": "a constraint on levels and categories, or a principle",
    "must_not": "something nobody, or somebody, may do",
    "definition": "what a word means",
    "guidance": "the source's words, shown where they help",
    "right": "what a child is entitled to",
    "measure": "what is to be counted or looked at together",
    "form": "things to ask or hold",
    "contact": "how to reach somebody",
}
KEY_MEANINGS: Final = {
    "id": "the id of its requirement row",
    "part": "one word, where one row is several clauses",
    "cite": 'source, section and lines: `{ source = "...", section = "...", lines = "12-14" }`',
    "assumed": "what the source leaves open and we filled: pages say *our reading*",
    "verified": "`false`: nobody has checked it yet, and pages say so",
    "text": "fuller wording beneath the sentence",
    "note": "a remark for the pack's reader",
    "beside": "clauses, terms or events next to which it is shown",
    "valid_from": "first day on which it holds",
    "valid_until": "last day on which it holds",
    "replaces": "ids of base clauses for which it stands in",
    "because": "why it replaces them",
    "owner": 'who owes it: a role; a list of `{ when, is }`; or `{ named_in = "agency", is = "any_agency" }`',
    "to": "who is told or seen; of several, each must be",
    "with": "roles that take part",
    "force": "`must`, `should` or `may`, from the source's verb; a may has no clock",
    "starts": "the event or moment that starts it; each match starts a duty of its own",
    "standing": "`true`: owed by an agency at all times and not for one child",
    "when": "condition at the moment at which it arises; not known: it is unclear and asks",
    "doubtful": "`{ when, says }`: where the source is silent or contradicts itself",
    "while": "must stay true: the first event after which it is not ends the duty, for good",
    "until": "an event that ends it; for a prohibition, after which it is allowed",
    "after": "what must have happened first; until then it waits, and its clock runs all the same",
    "met_by": "any one of these meets it; left out, `duty_done` does",
    "met_by_all": "every one of these; one with `if_possible = true` is shown and not required",
    "agreed_by": "posts, in this order, each of whom must record the decision",
    "escalate": "posts told in turn when it is overdue",
    "set_aside_by": "posts that may set it aside; left out, the pack's",
    "once": "a mark: it arises so long after the start, if the absence still runs",
    "within": "due so long after it arises; may be a list of `{ when, is }`",
    "counts_from": '`"start"`: with once and within, due is counted from the start and not from the mark',
    "every": "again and again; needs while or until",
    "before": "due when that event happens",
    "by_opening": "due when that service next opens",
    "by_closing": "due when that service next closes",
    "words": "the source's words about time, as they stand",
    "plan_time": "name of a time that the child's own plan may set instead of within",
    "at_once_if": "from that event on it waits for nothing and its words are *at once*; a due time stands as the outer limit",
    "level_at_least": "a floor",
    "level_never": "levels not allowed",
    "may_go_below": "posts that may record a level that the rule does not allow, with a reason",
    "category_never": "categories not allowed",
    "counts_as_missing": "categories in which the child is missing all the same",
    "counts_as_risk": "a risk that the child is taken to have",
    "ask": "what the record must ask while the rule holds",
    "kept_by": "`software` where the product holds it, `people` where it is only shown",
    "who": "who may not; left out, nobody may",
    "broken_by": "events that break it",
    "term": "the word defined",
    "of": "which form",
    "items": "the things on it",
    "contacts": "`[{ name, phone, email, url, hours }]`",
}
MOMENT_MEANINGS: Final = {
    "absence_known": "first word of an absence",
    "absence_began": "the earliest `since` recorded in it; without one, its first word",
    "went_missing": "the report or the recategorisation from which the child is missing",
    "category_became": "the category enters a set, from outside it",
    "risk_became": "the level in force enters a set",
    "found": "first located and seen, or returned, after the child had been missing",
    "back": "first return that fits, after the child had been missing",
    "became_looked_after": "the day on which the child became looked after",
}
CONDITION_MEANINGS: Final = {
    "social_worker": "the child has one",
    "lead_professional": "the child has one",
    "school": "on the roll of a school or college",
    "unaccompanied": "an unaccompanied migrant child",
    "care_leaver": "a care leaver",
    "disability": "the child has one",
    "child_protection_plan": "on one",
    "looked_after": "from its date on",
    "placed_out": "placed in the area of an authority other than the responsible one",
    "responsible_here": "one of this pack's authorities is responsible",
    "placed_here": "placed in the area of one of them (placed nowhere else: the responsible one)",
    "absent": "an absence runs",
    "missing": "the child is missing",
    "found": "located and seen, or returned, in this absence",
    "age_under": "age in whole years that day is under",
    "age_from": "age in whole years that day is at least",
    "legal_status": "any of those listed",
    "placement": "any of those listed",
    "open_to": "open to any of the services listed",
    "risk": "any of the risks listed is known",
    "category": "the category in force",
    "level": "the level in force; `not_assessed` before the first",
    "episodes": '`{ at_least = 3, in = "90 days" }`: absences in which the child went missing, this one counted',
    "nights_missing": "so many local midnights since the child went missing",
    "in_hours": "that service is open",
    "out_of_hours": "that service is closed",
    "recorded": "an event that fits has happened in this absence",
    "answer": "a local question was answered yes",
}


def ship() -> Iterator[str]:
    """Write the table of the packs that ship."""
    yield "| pack | area | version | duties | clauses | not yet verified | requirement rows |"
    yield "|---|---|---|---|---|---|---|"
    held = shelf(None)
    for id_ in held.ids():
        pack = held.versions(id_)[-1]
        rows = held.folder(id_) / "requirements.yaml"
        number = len(yaml.safe_load(rows.read_text())["rows"]) if rows.is_file() else "none"
        duties = sum(c.duty is not None for c in pack.clauses)
        unverified = sum(not c.verified for c in pack.clauses)
        yield f"| `{id_}` | {pack.area} | {pack.version} | {duties} | {len(pack.clauses)} | {unverified} | {number} |"


def header() -> Iterator[str]:
    """Write the table of the keys of [pack]."""
    yield "| key | meaning |"
    yield "|---|---|"
    yield from (f"| `{key}` | {HEADER_MEANINGS[key]} |" for key in HEADER)


def kinds() -> Iterator[str]:
    """Write the table of kinds of clause."""
    yield "| its sentence under | is | may carry besides |"
    yield "|---|---|---|"
    for kind in KINDS:
        own = ", ".join(f"`{key}`" for key in OWN.get(kind, ())) or "nothing"
        yield f"| `{kind}` | {KIND_MEANINGS[kind]} | {own} |"


def keys() -> Iterator[str]:
    """Write the table of the keys of clauses."""
    yield "| key | of | meaning |"
    yield "|---|---|---|"
    yield from (f"| `{key}` | every clause | {KEY_MEANINGS[key]} |" for key in COMMON)
    for key in dict.fromkeys(key for own in OWN.values() for key in own):
        of = ", ".join(kind for kind, own in OWN.items() if key in own)
        yield f"| `{key}` | {of} | {KEY_MEANINGS[key]} |"


def moments() -> Iterator[str]:
    """Write the table of moments."""
    yield "| moment | when | may name |"
    yield "|---|---|---|"
    for moment, named in MOMENTS.items():
        yield f"| `{moment}` | {MOMENT_MEANINGS[moment]} | {', '.join(f'`{n}`' for n in named) or 'nothing'} |"


def conditions() -> Iterator[str]:
    """Write the table of conditions."""
    yield "| condition | holds when | with `not_` | in `while` |"
    yield "|---|---|---|---|"
    for name in MAKERS:
        negated = f"`not_{name}`" if name in NEGATABLE else "no"
        yield f"| `{name}` | {CONDITION_MEANINGS[name]} | {negated} | {'no' if name in STEADY else 'yes'} |"


TABLES: Final = {
    "ship": ship, "header": header, "clause-kinds": kinds, "keys": keys, "moments": moments, "conditions": conditions,
}  # fmt: skip
