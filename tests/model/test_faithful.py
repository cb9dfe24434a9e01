"""What is underlined is what made the finding: without it, there is none."""

from pathlib import Path

from model.artefacts import check, current_version
from model.checker import load_checker
from model.dataset import CORPUS, load_records
from model.policy import load_policy
from model.predict import load_classifier, read

ENOUGH = 0.8


def test_leaving_out_what_the_encoder_underlined_takes_the_finding_away(artefacts: Path) -> None:
    policy = load_policy()
    version = current_version(artefacts)
    checker, classifier = load_checker(artefacts), load_classifier(artefacts, version, policy)
    shown = dict(zip(policy.labels, check(artefacts, version)["thresholds"]["shown"], strict=True))
    flipped = []
    known = (*policy.labels, *policy.notices)
    for record in load_records(CORPUS / "validation.jsonl", known=known):
        if not record.labels:
            continue
        found = [one for one in checker.check(record.text).findings if one.source == "classifier"]
        alone = dict(zip(policy.labels, classifier.units(read(record.text))[0].max(axis=0), strict=True))
        for finding in found:
            if alone[finding.label] >= shown[finding.label]:
                continue  # the n-grams alone would have said it
            rest = record.text
            for start, end in reversed(finding.spans):
                rest = rest[:start] + rest[end:]
            left = checker.check(rest).findings
            flipped.append(all(one.label != finding.label or one.source != "classifier" for one in left))
    assert len(flipped) >= 50
    assert sum(flipped) / len(flipped) >= ENOUGH, f"{sum(flipped)} of {len(flipped)}"


def test_where_only_the_whole_was_asked_about_the_words_are_still_those_that_weigh(artefacts: Path) -> None:
    policy = load_policy()
    classifier = load_classifier(artefacts, current_version(artefacts), policy)
    classifier._asks = [classifier._asks[0] + 1e9, classifier._asks[1] - 1e9]
    greeting = "Good morning from the library. "
    known = (*policy.labels, *policy.notices)
    found = []
    for record in load_records(CORPUS / "validation.jsonl", known=known)[:400]:
        if record.labels:
            findings, _ = classifier.find(read(greeting + record.text))
            found += [one.start for one in findings if one.label in record.labels]
    assert len(found) >= 20
    assert sum(start >= len(greeting) for start in found) / len(found) >= ENOUGH
