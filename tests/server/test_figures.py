"""What the console may show of counts: no figure, and no difference of figures, stands for fewer than ten."""

import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server import figures
from server.store.counts import EVENTS, WeekSum

# A busy machine is slow to draw, and no example is.
STEADY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MONDAY = datetime.date(2026, 3, 2)
COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.one_of(st.integers(0, 25), st.integers(0, 400)), max_size=8)
NESTED = st.dictionaries(
    st.tuples(st.sampled_from("ABC"), st.sampled_from("abcd")), st.one_of(st.integers(0, 25), st.integers(0, 90))
)


def is_safe(count):
    return count == 0 or count >= figures.GROUP


def total(counts):
    return sum(counts.values())


@STEADY
@given(COUNTS)
def test_no_figure_and_no_difference_stands_for_fewer_than_ten(counts):
    shown, rest = figures.publish(counts)
    assert all(count >= 10 and count % 10 == 0 and count <= counts[part] < count + 10 for part, count in shown.items())
    assert is_safe(rest) and rest % 10 == 0
    left_out = total(counts) - sum(counts[part] for part in shown)
    if shown or rest:
        assert is_safe(left_out)
        assert left_out - left_out % 10 == rest
    else:
        assert total(counts) < 10


@STEADY
@given(COUNTS)
def test_a_part_under_ten_is_never_the_only_one_left_out(counts):
    shown, rest = figures.publish(counts)
    hidden = [part for part, count in counts.items() if count and part not in shown]
    if rest:
        assert len(hidden) >= 2


@STEADY
@given(COUNTS, st.sampled_from("abcdefgh"))
def test_one_more_event_changes_no_figure_by_less_than_ten(counts, part):
    before, _rest = figures.publish(counts)
    after, _rest = figures.publish(counts | {part: counts.get(part, 0) + 1})
    for one in {*before, *after}:
        assert is_safe(abs(after.get(one, 0) - before.get(one, 0)))


@STEADY
@given(NESTED)
def test_parts_of_parts_cannot_be_told_from_the_wholes(counts):
    wholes = {}
    for (whole, _part), count in counts.items():
        wholes[whole] = wholes.get(whole, 0) + count
    shown_wholes, _rest = figures.publish(wholes)
    shown, rest = figures.publish_nested(counts)
    assert {whole for whole, _part in shown} <= set(shown_wholes)
    assert is_safe(rest)
    for whole in shown_wholes:
        inside = sum(counts[key] for key in shown if key[0] == whole)
        assert is_safe(wholes[whole] - inside)


def a_sum(label="insult", event="shown", count=40, *, site="x.com", clause="respect", week=MONDAY):
    return WeekSum(week, site, label, clause, event, count)


def test_a_table_puts_what_is_small_into_one_line_at_the_end():
    sums = [a_sum(), a_sum(site="facebook.com", count=61), a_sum(site="a.example", count=6)]
    sums += [a_sum(site="b.example", count=5), a_sum(event="posted", count=3)]
    lines = figures.table(sums, lambda one: one.site, "Others")
    assert [line.name for line in lines] == ["facebook.com", "x.com", "Others"]
    assert [line.counts["shown"] for line in lines] == [60, 40, 10]
    assert all(line.counts["posted"] is None for line in lines)
    assert set(lines[0].counts) == set(EVENTS)


def test_labels_stand_under_their_clauses():
    sums = [a_sum(), a_sum("hate", count=12), a_sum("threat", clause="safety", count=4)]
    lines = figures.nested_table(sums, lambda one: (one.clause, one.label), lambda key: key[1].title(), "Others")
    # `safety` has fewer than ten, and `respect` alone would tell them.
    assert [(line.name, line.counts["shown"]) for line in lines] == [("Others", 50)]


def test_weeks_keep_their_order_and_small_ones_have_no_figure():
    weeks = [MONDAY + datetime.timedelta(weeks=number) for number in range(4)]
    sums = [a_sum(week=week, count=count) for week, count in zip(weeks, (30, 4, 8, 55), strict=True)]
    lines = figures.by_week(sums, [week.isoformat() for week in weeks])
    assert [line.counts["shown"] for line in lines] == [30, None, None, 50]


def test_nothing_is_shown_of_nothing():
    assert figures.publish({}) == ({}, 0)
    assert figures.table([], lambda one: one.site, "Others") == []
