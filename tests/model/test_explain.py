"""The words that are underlined are those without which there would be no finding."""

from model.explain import LONGEST_SPAN, MOST_PIECES, decisive, heaviest, pieces_of
from model.features import Row, tokens


def _row(text: str) -> Row:
    (row,) = tokens(text)
    return row


def test_the_heaviest_run_is_found_without_marks_at_its_ends() -> None:
    row = _row("well , the food was so very bad !")
    weights = [0.0] * len(row)
    weights[-4:] = [1.0, 1.0, 2.0, 0.9]
    begin, finish = heaviest(row, weights)
    assert row.texts[begin:finish] == ["so", "very", "bad"]


def test_the_shortest_run_that_flips_the_verdict_is_chosen() -> None:
    row = _row("one two three four five six seven eight nine ten eleven twelve")
    weights = [0.1] * 3 + [1.0] * 7 + [0.1] * 2
    asked: list[tuple[int, int]] = []

    def flips(runs: object) -> list[bool]:
        asked.extend(runs)  # type: ignore[call-overload]
        return [finish - begin >= 7 for begin, finish in runs]  # type: ignore[attr-defined]

    begin, finish = decisive(row, weights, flips)
    assert (begin, finish) == (3, 10)
    assert all(finish - begin <= 2 * LONGEST_SPAN for begin, finish in asked)


def test_where_no_run_flips_it_the_whole_sentence_is_underlined() -> None:
    row = _row("what it takes is all of it together")
    assert decisive(row, [1.0] * len(row), lambda runs: [False] * len(runs)) == (0, len(row))


def test_pieces_cover_a_sentence_and_stay_few() -> None:
    for words in (1, 5, MOST_PIECES, MOST_PIECES + 1, 200):
        row = _row(" ".join(["word"] * words))
        pieces = pieces_of(row)
        assert len(pieces) <= MOST_PIECES
        assert [place for begin, finish in pieces for place in range(begin, finish)] == list(range(words))
