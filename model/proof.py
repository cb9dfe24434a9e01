"""Proves an edited policy before anybody is warned by it: every pattern is read, every file's own examples hold."""

from collections.abc import Iterable
from dataclasses import replace

from model.compiled import CompiledRule, compile_pattern
from model.detectors import load_detectors
from model.errors import PolicyError
from model.finding import Finding
from model.normalize import normalize
from model.people import person_spans
from model.policy import Policy
from model.rule import ExceptionRule, Rule
from model.rulebook import Rulebook
from model.segment import sentences

# Instructions of one compiled pattern: the largest shipped one has 13,283. Larger ones would crowd out the others in
# the automaton that looks for all of them at once.
LARGEST = 50_000


def prove(policy: Policy, changed: Iterable[tuple[str, str]]) -> None:
    """Check the changed files of `policy`, given as (part, id).

    Raises
    ------
    PolicyError
        When a pattern is refused or too large, or when a rule or an exception does not do what its own examples
        say; the message names the file and the first example.
    """
    rules = {rule.id: rule for rule in policy.rules}
    exceptions = {one.id: one for one in policy.exceptions}
    for part, name in changed:
        notice = policy.notices.get(name) if part == "notices" else None
        if part == "rules" and name in rules:
            _prove_rule(policy, rules[name], f"rules/{name}")
        elif part == "exceptions" and name in exceptions:
            _prove_exception(policy, exceptions[name])
        elif notice is not None and notice.rule is not None:
            _prove_rule(policy, notice.rule, notice.rule.id)


def only(
    policy: Policy, *, rules: Iterable[str] = (), exceptions: Iterable[str] = (), notices: Iterable[str] = ()
) -> Policy:
    """Return the policy with nothing but these rules, exceptions and notices in it."""
    wanted, quiet, shown = frozenset(rules), frozenset(exceptions), frozenset(notices)
    return replace(
        policy,
        rules=tuple(rule for rule in policy.rules if rule.id in wanted),
        exceptions=tuple(one for one in policy.exceptions if one.id in quiet),
        notices={name: notice for name, notice in policy.notices.items() if name in shown},
    )


def _prove_rule(policy: Policy, rule: Rule, where: str) -> None:
    compiled = CompiledRule(rule, load_detectors(), where)
    _small(where, [matcher.regex for matcher in compiled.matchers if matcher.regex is not None])
    _small(where, [compile_pattern(pattern, where) for pattern in (*rule.requires, *rule.unless)])
    if rule.owner in policy.notices:
        alone = Rulebook(only(policy, notices=(rule.owner,)))
    else:
        alone = Rulebook(only(policy, rules=(rule.id,)))

    def speaks(text: str) -> bool:
        return any(alone.find(text, normalize(text), sentences(text), person_spans))

    for text in rule.match:
        if not speaks(text):
            raise PolicyError(
                f"{where} does not find its own example: “{text}” (widen the rule or correct the example)."
            )
    for text in rule.clear:
        if speaks(text):
            raise PolicyError(
                f"{where} speaks about what it must leave alone: “{text}” (narrow it, or move the example)."
            )


def _prove_exception(policy: Policy, exception: ExceptionRule) -> None:
    where = f"exceptions/{exception.id}"
    _small(where, [compile_pattern(pattern, where) for pattern in (*exception.patterns, *exception.unless)])
    alone = Rulebook(only(policy, exceptions=(exception.id,)))

    def left(text: str) -> int:
        everywhere = [Finding(0, len(text), label, "classifier", 1.0, "", None) for label in exception.silences]
        return len(alone.silenced(normalize(text), sentences(text), everywhere))

    for text in exception.match:
        if left(text):
            raise PolicyError(f"{where} does not silence its own example: “{text}” (widen it or correct the example).")
    for text in exception.clear:
        if left(text) < len(exception.silences):
            raise PolicyError(f"{where} silences what it must leave alone: “{text}” (narrow it, or move the example).")


def _small(where: str, compiled: Iterable[object]) -> None:
    for regex in compiled:
        if getattr(regex, "programsize", 0) > LARGEST:
            raise PolicyError(f"{where} has a pattern or a list that is too large to be read fast: split it in two.")
