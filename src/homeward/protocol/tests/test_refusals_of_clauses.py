"""Every key of a clause with a wrong type or value: what whoever wrote it is told."""

from __future__ import annotations

from typing import Final

import pytest

from homeward.protocol.clause_reader import COMMON, OWN
from homeward.protocol.errors import PackError
from homeward.protocol.tests.drafts import CARE_TEAM, draft, duty, read, refusal, rule

WHERE = "pan-beds/pack.toml, clause BEDS-062"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("part = 3", ", part: text is expected, not 3."),
        ('part = "two words"', ", part: 'two words' is not one word."),
        ('part = ""', ", part: an empty text. Write it, or leave the key out."),
        ('duty = " "', ", duty: an empty sentence. Say what is required."),
        ('cite = "line 269"', ', cite: write cite = { source = "...", section = "...", lines = "12-14" }.'),
        ('cite = { source = "pan-beds" }', ', cite: write cite = { source = "...", section = "...", lines = "12-14" }.'),
        ('cite = { source = "pan-beds", section = "Police", lines = 269 }', ', cite: source, section and lines are texts: '
         'lines = "269".'),
        ('cite = { source = "pan-bed", section = "Police" }', ", cite: no [source.pan-bed] in this pack. "
         "Did you mean 'pan-beds'? Add it."),
        ('cite = { source = "pan-beds", section = "Police", lines = "the end" }', ", cite: lines = 'the end' are not lines. "
         'Write "12", "12-14" or "12, 14-16".'),
        ('cite = { source = "pan-beds", section = "Police", lines = "14-12" }', ", cite: lines = '14-12' are not lines. "
         'Write "12", "12-14" or "12, 14-16".'),
        ("assumed = 3", ", assumed: a list of texts is expected, not 3."),
        ('verified = "no"', ", verified: true or false is expected, not 'no'."),
        ("beside = [3]", ", beside: a list of texts is expected, not [3]."),
        ('valid_from = "2026"', ", valid_from: a date such as 2026-04-01 is expected, not '2026'."),
        ("valid_until = 2026-04-01T10:00:00", ", valid_until: a date such as 2026-04-01 is expected, not 2026-04-01T10:00:00."),
        ('owner = "polise"', ", owner: 'polise' is not a role. Did you mean 'police'?"),
        ("owner = []", ", owner: [] is not a role."),
        ('owner = { named_in = "agency" }', ', owner: write owner = { named_in = "agency", is = "any_agency" }.'),
        ('owner = { named_in = "agency", is = "any_agency" }', ", owner: named_in asks the starting event, and a moment is none. "
         "Start from an event."),
        ('owner = [{ when = { looked_after = true } }]', ", owner: a routed value is a list of "
         "{ when = { ... }, is = ... }, the last may leave out when."),
        ('owner = [{ is = "police" }, { is = "parent" }]', ", owner: only the last way may leave out its when: "
         "nothing after it could be reached."),
        ('to = ["police", "polise"]', ", to: 'polise' is not a role. Did you mean 'police'?"),
        ('with = "polise"', ", with: 'polise' is not a role. Did you mean 'police'?"),
        ('force = "shall"', ", force: 'shall' is not known. Known: may, must, should."),
        ("starts = []", ", starts: an empty list: nothing could match. Name an event, or leave the key out."),
        ('starts = "went_missing"', ', starts: write starts = { event = "went_missing" }.'),
        ("starts = { by = \"police\" }", ', starts: names no event. Write event = "...".'),
        ('starts = { event = ["went_missing", "back"] }', ", starts: a list of events with a moment in it. "
         "Write a pattern of its own for each moment."),
        ('starts = { event = "went_missing", level = "high" }', ", starts: 'went_missing' has no 'level'. It has none."),
        ('standing = true', ": standing and starts. A standing duty is not for one child: keep one of the two."),
        ("when = true", ", when: a condition is a table such as { looked_after = true }, or a list of such tables."),
        ("when = {}", ", when: a condition is a table such as { looked_after = true }, or a list of such tables."),
        ("while = { age_under = 12 }", ", while: age_under cannot stand in while: no event changes it. Put it in when."),
        ('doubtful = { when = { school = true } }', ', doubtful: write doubtful = { when = { ... }, '
         'says = "what the source leaves open" }.'),
        ('until = { event = "back" }', ", until: 'back' is a moment; moments may stand only in starts. "
         "Name the event (returned), or use while."),
        ('until = { event = "found" }', ", until: 'found' is a moment; moments may stand only in starts. "
         "Name the event (located), or use while."),
        ('until = { event = "became_looked_after" }', ", until: 'became_looked_after' is a moment; "
         "moments may stand only in starts. Name an event, or use while."),
        ('met_by = { event = "went_missing" }', ", met_by: 'went_missing' is a moment; moments may stand only in starts. "
         "Name the event (reported)."),
        ('starts = { event = "tea" }', ", starts: 'tea' is neither an event nor a moment. docs/events.md lists the events, "
         "docs/pack-language.md the moments."),
        ('starts = "agency_told"', ', starts: write starts = { event = "agency_told" }.'),
        ('met_by = ["reported", "located"]', ', met_by: write met_by = { event = "reported" }.'),
        ('owner = ["police", "parent"]', ", owner: a duty has one owner. Write two clauses, each with its own part, "
         "or ways: [{ when = { ... }, is = 'police' }, { is = 'parent' }]."),
        ('valid_from = "2026-04-01"', ", valid_from: a date is written 2026-01-01, without quotation marks."),
        ('until = { event = "returned", by = "owner" }', ', until: by = "owner" may stand only in met_by, met_by_all and after.'),
        ('after = { event = "retruned" }', ", after: 'retruned' is no event. Did you mean 'returned'?"),
        ('met_by = { event = "reported", if_possible = true }', ": if_possible may stand only in met_by_all."),
        ('met_by_all = [{ event = "reported", if_possible = "no" }]', ", met_by_all: if_possible is true or false, not 'no'."),
        ('met_by_all = [{ event = "reported", if_possible = true }]', ", met_by_all: every pattern is if_possible: "
         "it would be met by nothing. Require one."),
        ('met_by = { event = "located", how = "on foot" }', ", met_by: 'how' of 'located' holds words, "
         "which a clause cannot compare."),
        ('met_by = { event = "notified", to = [] }', ", met_by: to is an empty list: nothing could match. "
         "Name a value, or leave to out."),
        ('met_by = { event = "notified", to = { a = 1 } }', ", met_by: to = { a = 1 } is not a value that an event can carry."),
        ('met_by = { event = "answered", answer = 1 }', ", met_by: answer is true or false, not 1."),
        ('agreed_by = ["inspector"]', ", agreed_by: agreed_by needs met_by: the decision that each post records."),
        ('escalate = ["boss"]', ", escalate: 'boss' is not a role. docs/events.md lists the roles."),
        ('set_aside_by = ["boss"]', ", set_aside_by: 'boss' is not a role. docs/events.md lists the roles."),
        ('once = "0 hours"', ", once: '0 hours' is not a length of time. "
         'Write a number and minutes, hours, days, weeks or working days, such as "24 hours".'),
        ('within = "1 huor"', ", within: '1 huor' is not a length of time. Write \"1 hour\"."),
        ("within = 24", ", within: 24 is not a length of time. "
         'Write a number and minutes, hours, days, weeks or working days, such as "24 hours".'),
        ('counts_from = "mark"', ", counts_from: 'mark' is not known. Write counts_from = \"start\"."),
        ('counts_from = "start"', ", counts_from: counts_from goes with once and within together."),
        ('every = "2 working days"', ", every: again and again is not counted in working days. "
         "Write days or weeks of elapsed time."),
        ('before = "a move"', ', before: a pattern is a table such as { event = "reported" }.'),
        ('by_opening = "tea_shop"', ", by_opening: 'tea_shop' is not a role. docs/events.md lists the roles."),
        ("words = 3", ", words: text is expected, not 3."),
        ('plan_time = "report_missing"', ", plan_time: plan_time replaces within: add the within that holds without a plan."),
        ('at_once_if = { event = "worried" }', ", at_once_if: 'worried' is no event. docs/events.md lists the events."),
    ],
)  # fmt: skip
def test_a_key_of_a_duty(line: str, said: str) -> None:
    assert refusal(draft(duty(line))) == WHERE + said


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("owner", ": no owner. Say who owes it: owner = a role."),
        ("starts", ": no starts. Say which event or moment starts it, or standing = true."),
    ],
)
def test_a_key_that_a_duty_cannot_do_without(left_out: str, said: str) -> None:
    assert refusal(draft(duty(without=left_out))) == WHERE + said


def test_a_clause_without_an_id_is_named_by_its_place() -> None:
    assert refusal(draft(duty(), duty(without="id"))) == (
        "pan-beds/pack.toml, clause 2 (no id): no id. Write id = the id of its requirement row."
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (['owner = { named_in = "agency", is = "any_agency" }', 'starts = { event = "reported" }'],
         ", owner: named_in = 'agency', which 'reported' does not carry. Name what it has."),
        (['met_by = { event = "reported" }', 'met_by_all = { event = "reported" }'],
         ": met_by and met_by_all. Keep one: any one of them, or every one."),
        (['starts = { event = "back" }', 'once = "24 hours"'],
         ", once: once counts only while the absence runs, and this start ends it. Use within."),
        (["valid_from = 2026-04-01", "valid_until = 2026-03-01"],
         ", valid_until: ends (2026-03-01) before it begins (2026-04-01)."),
    ],
)  # fmt: skip
def test_keys_of_a_duty_that_do_not_go_together(lines: list[str], said: str) -> None:
    assert refusal(draft(duty(*lines))) == WHERE + said


def test_a_clock_on_a_standing_duty() -> None:
    assert refusal(draft(duty("standing = true", 'within = "1 hour"', without="starts"))) == (
        f"{WHERE}: within on a standing duty, which is not for one child. Leave it out, or use starts."
    )


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("loked_after = true", "unknown condition 'loked_after'. Did you mean 'looked_after'? Known: "),
        ("not_looked_after = true", "unknown condition 'not_looked_after'. Did you mean 'looked_after'? Known: "),
        ('looked_after = "yes"', "looked_after is true or false, not 'yes'."),
        ("age_under = 0", "age_under is a number of years, not 0."),
        ("age_from = 0x" + "f" * 5000, "age_from is a number of years, not a number of very many digits."),
        ('legal_status = "s21"', "legal_status = 's21' is not known. Known: "),
        ("placement = []", "placement = [] is not known. Known: "),
        ('risk = "traficking"', "risk = 'traficking' is not known. Did you mean 'trafficking'? Known: "),
        ('category = "mising"', "category = 'mising' is not known. Did you mean 'missing'? Known: "),
        ("episodes = 3", 'episodes is written { at_least = 3, in = "90 days" }, with at_least or at_most.'),
        ('episodes = { at_least = 3, in = "2 working days" }', "episodes: in = '2 working days' is not a length of elapsed time. "
         'Write "90 days".'),
        ("episodes = { at_least = 3, at_most = 2 }", "episodes: at_least is more than at_most, so it could never hold."),
        ("nights_missing = 0", "nights_missing is a whole number of nights, not 0."),
        ('in_hours = "tea_shop"', "in_hours: 'tea_shop' is not a role."),
        ("out_of_hours = []", "out_of_hours: [] is not a role."),
        ('recorded = { event = "back" }', "recorded: 'back' is a moment; moments may stand only in starts."),
        ('answer = "often"', "no [question] 'often' in this pack. Add it with its sentence."),
    ],
)  # fmt: skip
def test_a_condition(condition: str, said: str) -> None:
    assert refusal(draft(duty(f"when = {{ {condition} }}"))).startswith(f"{WHERE}, when: {said}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('evry = "24 hours"', ": unknown key 'evry' for a rule."),
        (
            'level_at_least = "higher"',
            ", level_at_least: 'higher' is not known. Did you mean 'high'? Known: ",
        ),
        ('level_never = ["lo"]', ", level_never: 'lo' is not known. Did you mean 'low'? Known: "),
        ('may_go_below = ["boss"]', ", may_go_below: 'boss' is not a role. docs/events.md lists the roles."),
        (
            'category_never = ["mising"]',
            ", category_never: 'mising' is not known. Did you mean 'missing'? Known: ",
        ),
        (
            'counts_as_missing = ["mising"]',
            ", counts_as_missing: 'mising' is not known. Did you mean 'missing'? Known: ",
        ),
        ('counts_as_risk = "shoes"', ", counts_as_risk: 'shoes' is not known. Known: "),
        ("ask = 3", ", ask: a list of texts is expected, not 3."),
        ('kept_by = "nobody"', ", kept_by: 'nobody' is not known. Known: people, software."),
    ],
)
def test_a_key_of_a_rule(line: str, said: str) -> None:
    assert refusal(draft(rule(line))).startswith(f"pan-beds/pack.toml, clause BEDS-059{said}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('who = ["boss"]', ", who: 'boss' is not a role. docs/events.md lists the roles."),
        (
            'broken_by = { event = "back" }',
            ", broken_by: 'back' is a moment; moments may stand only in starts. Name the event (returned).",
        ),
        ('kept_by = "nobody"', ", kept_by: 'nobody' is not known. Known: people, software."),
        ('owner = "police"', ": unknown key 'owner' for a must_not."),
    ],
)
def test_a_key_of_a_prohibition(line: str, said: str) -> None:
    ban = rule('must_not = "Nobody says where"', line, without="rule")

    assert refusal(draft(ban)) == f"pan-beds/pack.toml, clause BEDS-059{said}"


def test_contacts_that_are_no_tables() -> None:
    contact = rule('contact = "The team"', "contacts = [{ name = 3 }]", without="rule")

    assert refusal(draft(contact)) == (
        "pan-beds/pack.toml, clause BEDS-059, contacts: contacts is a list of tables with checked, email, hours, name, phone, url."
    )


def test_an_id_with_a_stroke_which_parts_the_keys_of_duties() -> None:
    said = "pan-beds/pack.toml, clause BEDS/62, id: an id is a short word without '/'."

    assert refusal(draft(duty('id = "BEDS/62"'))) == said


TYPES: Final = ("3", "true", "[[]]", "{ a = [] }", "2026-01-01", "10:00:00", "0x" + "f" * 5000, "nan")
TAKES: Final = {("verified", "true"), ("valid_from", "2026-01-01"), ("valid_until", "2026-01-01")}


@pytest.mark.parametrize("kind", OWN)
def test_no_key_takes_a_value_of_just_any_type(kind: str) -> None:
    usual = ['owner = "police"', 'starts = { event = "reported" }'] if kind == "duty" else []
    for key in (kind, *COMMON, *OWN[kind]):
        for value in (v for v in TYPES if (key, v) not in TAKES):
            lines = [f'{kind} = "Says"', *usual, f"{key} = {value}"]
            text = draft(rule(*lines, without="" if kind == "rule" else "rule"), tables=CARE_TEAM)

            with pytest.raises(PackError, match=r"^pan-beds/pack\.toml, clause .*[.?]$"):
                read(text)
