"""Patterns: which event, or which moment, is meant (pack language, section 3). Compiled once, matched by closures.

A match is True, False or None: an event that lacks an attribute the pattern names cannot be told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any, Final

from homeward.protocol import terms
from homeward.protocol.attributes import Attribute, attributes_of, field_name
from homeward.protocol.errors import did_you_mean, one_of
from homeward.protocol.event import Event
from homeward.protocol.events import KINDS
from homeward.protocol.toml_files import near, shown

Match = Callable[[Event], bool | None]

MOMENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "absence_known": (),
    "absence_began": (),
    "went_missing": (),
    "category_became": ("category",),
    "risk_became": ("level",),
    "found": (),
    "back": ("to", "brought_by"),
    "became_looked_after": (),
}
"""Moments that the chronology gives, with the attributes a pattern may name."""

_MOMENT_SOURCE: Final = {"category_became": "reported", "risk_became": "risk_assessed", "back": "returned"}
_EVENT_OF: Final = {
    "absence_known": "reported", "absence_began": "reported", "went_missing": "reported", "category_became": "recategorised",
    "risk_became": "risk_assessed", "found": "located", "back": "returned",
}  # fmt: skip
"""The event that most often brings a moment about, for a refusal."""
_COMPARABLE: Final = ("role", "code", "code or words", "codes", "yes or no", "id", "number")
_BY: Final = Attribute("role")
OWNER: Final = "owner"


_numbers: dict[tuple[Any, ...], int] = {}
_bound: dict[tuple[int, str], Pattern] = {}


class PatternError(ValueError):
    """What is wrong with a pattern; the caller says where."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of a clause.

    `moment` is the name of a moment or "". `kinds` are the kinds of event that can match. `test` matches an event of
    those kinds. `by_owner` asks besides that the event be by whoever owns the duty. `says` is it in words.
    """

    kinds: tuple[str, ...]
    moment: str
    test: Match
    key: tuple[Any, ...]
    says: str
    wants: Mapping[str, tuple[frozenset[Any], bool]]
    by_owner: bool = False
    if_possible: bool = False
    number: int = field(init=False, compare=False)
    """The same for equal patterns, so that the events of each are found once and looked up by a number."""

    def __post_init__(self) -> None:
        """Take the number of the first pattern that says the same."""
        object.__setattr__(self, "number", _numbers.setdefault(self.key, len(_numbers)))

    def names(self, attribute: str) -> bool:
        """Answer whether the pattern says anything of an attribute."""
        return attribute in self.wants or f"not_{attribute}" in self.wants

    def fits(self, attribute: str, value: Any) -> bool | None:
        """Answer whether a value is one that the pattern wants of an attribute; None where there is no value to tell by."""
        answer: bool | None = True
        for key in (attribute, f"not_{attribute}"):
            if key in self.wants:
                wanted, negated = self.wants[key]
                found = fits_value(value, wanted)
                if found is negated:
                    return False
                answer = None if found is None else answer
        return answer

    def owned_by(self, owner: str) -> Pattern:
        """Answer the pattern with `by = "owner"` bound to a role."""
        return _bind(self, owner) if self.by_owner else self


def no_role(value: object) -> str:
    """Answer that a value is not a role, with the nearest one or where they are listed."""
    hint = near(value, terms.ROLES) or " docs/events.md lists the roles"
    return f"{shown(value)} is not a role.{hint}"


def read_pattern(
    table: object, codes: Mapping[str, frozenset[str]], *, moments: bool, owner: bool
) -> Pattern:
    """Read one pattern. `moments` may stand only in `starts`, `by = "owner"` only where a duty is met.

    Raises PatternError with what is wrong and what to write instead.
    """
    if not isinstance(table, dict):
        raise PatternError('a pattern is a table such as { event = "reported" }')
    names = _names(table, moments=moments)
    if not isinstance(table.get("if_possible", False), bool):
        raise PatternError(f"if_possible is true or false, not {shown(table['if_possible'])}")
    moment = names[0] if names[0] in MOMENTS else ""
    wants: dict[str, tuple[frozenset[Any], bool]] = {}
    by_owner = False
    for key, value in table.items():
        if key in ("event", "if_possible"):
            continue
        if key == "by" and value == OWNER:
            if not owner:
                raise PatternError('by = "owner" may stand only in met_by, met_by_all and after')
            by_owner = True
            continue
        negated = key.startswith("not_")
        wants[key] = (_values(names, key.removeprefix("not_"), value, codes), negated)
    return Pattern(
        kinds=() if moment else names,
        moment=moment,
        test=_test(names, wants),
        key=(names, tuple(sorted((k, tuple(sorted(map(str, v))), n) for k, (v, n) in wants.items()))),
        says=_says(table),
        wants=wants,
        by_owner=by_owner,
        if_possible=bool(table.get("if_possible")),
    )


def _bind(pattern: Pattern, owner: str) -> Pattern:
    held = _bound.get((pattern.number, owner))
    if held is None:
        wants = {**pattern.wants, "by": (terms.covers(owner), False)}
        held = _bound[pattern.number, owner] = replace(
            pattern,
            test=_test(pattern.kinds, wants),
            key=(*pattern.key, ("by", owner)),
            wants=wants,
            by_owner=False,
            says=f"{pattern.says} by {_plain(owner)}",
        )
    return held


def _names(table: Mapping[str, Any], *, moments: bool) -> tuple[str, ...]:
    event = table.get("event")
    names = tuple(event) if isinstance(event, list) else (event,)
    odd = next((name for name in names if name is not None and not isinstance(name, str)), None)
    if odd is not None:
        raise PatternError(f"event is the name of an event, not {shown(odd)}")
    known = set(KINDS) | (set(MOMENTS) if moments else set())
    for name in names or (None,):
        if name is None:
            raise PatternError('names no event. Write event = "..."')
        if name not in known:
            if name in MOMENTS:
                event = f"the event ({_EVENT_OF[name]})" if name in _EVENT_OF else "an event"
                raise PatternError(f"'{name}' is a moment; moments may stand only in starts. Name {event}")
            sort = "neither an event nor a moment" if moments else "no event"
            lists = (
                f" docs/events.md lists the events{', docs/pack-language.md the moments' if moments else ''}"
            )
            raise PatternError(f"'{name}' is {sort}.{did_you_mean(str(name), known) or lists}")
    if len(names) > 1 and any(name in MOMENTS for name in names):
        raise PatternError("a list of events with a moment in it. Write a pattern of its own for each moment")
    return names


def _attribute(name: str, key: str) -> Attribute | None:
    if name in MOMENTS:
        return attributes_of(KINDS[_MOMENT_SOURCE[name]])[key] if key in MOMENTS[name] else None
    return attributes_of(KINDS[name]).get(key, _BY if key == "by" else None)


def _values(
    names: tuple[str, ...], key: str, value: Any, codes: Mapping[str, frozenset[str]]
) -> frozenset[Any]:  # fmt: skip
    listed = value if isinstance(value, list) else [value]
    odd = next((v for v in listed if not isinstance(v, str | int)), None)
    if odd is not None:
        raise PatternError(f"{key} = {shown(odd)} is not a value that an event can carry")
    wanted = frozenset(listed)
    if not wanted:
        raise PatternError(f"{key} is an empty list: nothing could match. Name a value, or leave {key} out")
    result: set[Any] = set()
    for name in names:
        attribute = _attribute(name, key)
        if attribute is None:
            known = MOMENTS[name] if name in MOMENTS else [*attributes_of(KINDS[name])]
            has = f" It has: {one_of(known)}" if known else " It has none"
            raise PatternError(f"'{name}' has no '{key}'.{did_you_mean(key, known)}{has}")
        if attribute.type not in _COMPARABLE:
            raise PatternError(f"'{key}' of '{name}' holds {attribute.type}, which a clause cannot compare")
        for one in wanted:
            result |= _one(attribute, key, one, codes)
    return frozenset(result)


def _one(attribute: Attribute, key: str, value: Any, codes: Mapping[str, frozenset[str]]) -> frozenset[Any]:
    if attribute.type == "yes or no":
        if value is True or value == "yes":
            return frozenset({True})
        if value is False or value == "no":
            return frozenset({False})
        raise PatternError(f"{key} is true or false, not {shown(value)}")
    if attribute.type == "role":
        if value not in terms.ROLES:
            raise PatternError(no_role(value))
        return terms.covers(value)
    known = (
        codes.get(attribute.code_list, frozenset()) if attribute.code_list else frozenset(attribute.values)
    )
    if known and value not in known:
        hint = f" A pack adds a code under [code] {attribute.code_list}." if attribute.code_list else ""
        raise PatternError(
            f"{key} = {shown(value)} is not known.{near(value, known)} Known: {one_of(known)}.{hint}"
        )
    if not isinstance(value, int if attribute.type == "number" else str) or isinstance(value, bool):
        raise PatternError(f"{key} = {shown(value)} is not what an event carries there")
    return frozenset({value})


def _says(table: Mapping[str, Any]) -> str:
    event = table.get("event")
    text = " or ".join(_plain(e) for e in (event if isinstance(event, list) else [event]))
    for key, value in table.items():
        if key in ("event", "if_possible") or (key == "by" and value == OWNER):
            continue
        listed = " or ".join(_plain(v) for v in (value if isinstance(value, list) else [value]))
        text += f" {_plain(key)} {listed}"
    return text


def _plain(word: Any) -> str:
    if isinstance(word, bool):
        return "yes" if word else "no"
    return terms.in_words(str(word))


def _test(names: tuple[str, ...], wants: Mapping[str, tuple[frozenset[Any], bool]]) -> Match:
    if names == ("contact_made",) and {"by", "not_by", "with", "not_with"} & set(wants):
        return _contact(wants)
    checks = [
        (attrgetter(field_name(key.removeprefix("not_"))), wanted, negated)
        for key, (wanted, negated) in wants.items()
    ]
    if not checks:
        return lambda event: True
    if len(checks) == 1:
        return _single(*checks[0])

    def test(event: Event) -> bool | None:
        answer: bool | None = True
        for getter, wanted, negated in checks:
            value = getter(event)
            if value is None or value == ():
                answer = None
            elif (not wanted.isdisjoint(value) if isinstance(value, tuple) else value in wanted) is negated:
                return False
        return answer

    return test


def _single(getter: Callable[[Event], Any], wanted: frozenset[Any], negated: bool) -> Match:
    def test(event: Event) -> bool | None:
        value = getter(event)
        if value is None or value == ():
            return None
        return (not wanted.isdisjoint(value) if isinstance(value, tuple) else value in wanted) is not negated

    return test


def fits_value(value: Any, wanted: frozenset[Any]) -> bool | None:
    """Answer whether a value, or one of several, is wanted; None where there is none to tell by."""
    if isinstance(value, tuple):
        return not wanted.isdisjoint(value) if value else None
    return value in wanted if value is not None else None


def _contact(wants: Mapping[str, tuple[frozenset[Any], bool]]) -> Match:
    """Match a contact, whose two sides may stand either way round."""
    sides = ("by", "not_by", "with", "not_with")
    rest = _test(("", ""), {k: v for k, v in wants.items() if k not in sides})
    by = [wants[k] for k in ("by", "not_by") if k in wants]
    with_ = [wants[k] for k in ("with", "not_with") if k in wants]
    positive = "by" in wants or "with" in wants

    def test(event: Event) -> bool | None:
        one, other = event.by, getattr(event, "with_", ())
        ways = (_both(_side(one, by), _side(other, with_)), _both(_side(other, by), _side(one, with_)))
        round_ = _either(*ways) if positive else _both(*ways)
        return _both(round_, rest(event))

    return test


def _side(side: tuple[str, ...], constraints: list[tuple[frozenset[Any], bool]]) -> bool | None:
    answer: bool | None = True
    for wanted, negated in constraints:
        fits = fits_value(side, wanted)
        if fits is negated:
            return False
        answer = None if fits is None else answer
    return answer


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _either(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return True
    return None if one is None or other is None else False
