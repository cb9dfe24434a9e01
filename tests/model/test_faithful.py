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
