"""python -m model train | evaluate | promote | check | versions: the judgement from the command line."""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from model import artefacts
from model.errors import ModelError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 refused or failed with a sentence on standard error."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ModelError as problem:
        print(problem, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, text: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=text, description=text)
        one.add_argument("--artefacts", type=Path, default=artefacts.default_folder(), help="folder of versions")
        one.set_defaults(run=run)
        return one

    train = command("train", _train, "Train a new version; the first one also goes into service.")
    train.add_argument("--extra", type=Path, action="append", default=[], help="reviewed examples, one JSON a line")
    train.add_argument("--data", type=Path, default=None, help="another corpus folder")
    train.add_argument("--promote", action="store_true", help="put the version into service if the gate lets it")
    train.add_argument(
        "--progress", choices=("text", "json"), default="text", help="for a person, or a line of JSON a part"
    )
    evaluate = command("evaluate", _evaluate, "Measure a version on text that it never saw.")
    evaluate.add_argument("version", nargs="?", help="default: the version in service")
    evaluate.add_argument("--json", action="store_true", help="print JSON")
    promote = command("promote", _promote, "Put a version into service through the gate, or roll back to it.")
    promote.add_argument("version")
    promote.add_argument("--override-reason", help="why a version that the gate refuses goes into service")
    promote.add_argument("--asked-by", default="", help="who asks for the override")
    promote.add_argument("--confirmed-by", default="", help="the second person, who confirms it")
    check = command("check", _check, "Check one text, or lines of JSON from standard input.")
    form = check.add_mutually_exclusive_group(required=True)
    form.add_argument("--text", help="one text; prints what a person would be told")
    form.add_argument("--jsonl", action="store_true", help='reads {"id", "text"} lines, writes a verdict a line')
    review = command("review", _review, "List records of the corpus whose labels look wrong, for a person to read.")
    review.add_argument("version", nargs="?", help="default: the version in service")
    review.add_argument("--most", type=int, default=100, help="how many, worst first")
    command("versions", _versions, "List the versions; the one in service is marked.")
    return parser


def _train(options: argparse.Namespace) -> int:
    from model.compare import compare_versions  # noqa: PLC0415
    from model.dataset import CORPUS, load_corpus, load_records  # noqa: PLC0415 - only training needs scikit-learn
    from model.policy import load_policy  # noqa: PLC0415
    from model.progress import JsonProgress, Progress  # noqa: PLC0415
    from model.promote import promote  # noqa: PLC0415
    from model.train import train  # noqa: PLC0415

    policy = load_policy()
    known = (*policy.labels, *policy.notices)
    data = options.data or CORPUS
    records = load_corpus(data, known=known)
    seen: dict[str, str] = {}
    for extra in options.extra:
        records += load_records(extra, known=known, seen=seen, reviewed=True)
    folder: Path = options.artefacts
    existing = artefacts.versions(folder)
    first = not (folder / artefacts.CURRENT).exists()
    parent = None if first else artefacts.current_version(folder)
    progress = JsonProgress() if options.progress == "json" else Progress()
    print(f"Training on {len(records)} records, version {len(existing) + 1}.", file=sys.stderr)
    version = train(records, policy, folder, progress, data=data, parent=parent)
    if not first:
        # Looked at next anyway; what is wrong with a file of the gate is told there.
        with progress.step("Comparing with the version in service", 1), suppress(ModelError):
            compare_versions(folder, version, policy=policy, data=data)
    if first or options.promote:
        promote(folder, version)
        print(f"Version {version} is in service.", file=sys.stderr)
    print(version)
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from model.checker import Checker  # noqa: PLC0415
    from model.dataset import CORPUS  # noqa: PLC0415
    from model.evaluate import evaluate  # noqa: PLC0415
    from model.measure.card import as_text  # noqa: PLC0415
    from model.policy import load_policy  # noqa: PLC0415
    from model.predict import load_classifier  # noqa: PLC0415

    policy = load_policy()
    version = options.version or artefacts.current_version(options.artefacts)
    checker = Checker(load_classifier(options.artefacts, version, policy), policy, version)
    metrics = evaluate(checker, CORPUS)
    print(json.dumps(metrics, indent=1) if options.json else as_text(metrics))
    return 0


def _promote(options: argparse.Namespace) -> int:
    from model.promote import Override, promote  # noqa: PLC0415

    reason: str | None = options.override_reason
    override = None if reason is None else Override(reason, options.asked_by, options.confirmed_by)
    before = promote(options.artefacts, options.version, override=override)
    print(f"Version {options.version} is in service" + (f"; it was {before}." if before else "."))
    return 0


def _check(options: argparse.Namespace) -> int:
    from model.checker import load_checker  # noqa: PLC0415
    from model.report import check_lines, describe  # noqa: PLC0415

    checker = load_checker(options.artefacts)
    if options.text is not None:
        print(describe(options.text, checker.check(options.text), checker.policy))
        return 0
    return check_lines(checker, sys.stdin, sys.stdout)


def _review(options: argparse.Namespace) -> int:
    from model.dataset import load_corpus  # noqa: PLC0415
    from model.policy import load_policy  # noqa: PLC0415

    policy = load_policy()
    version = options.version or artefacts.current_version(options.artefacts)
    texts = {one.id: one for one in load_corpus(known=(*policy.labels, *policy.notices))}
    for row in artefacts.read_suspects(options.artefacts, version)["corpus"][: options.most]:
        record = texts.get(row["id"])
        if record is not None:  # since then it may have been removed
            says = "has" if row["given"] else "lacks"
            print(f"{row['score']:.3f}  {record.source}/{record.id} {says} {row['label']}: {record.text}")
    return 0


def _versions(options: argparse.Namespace) -> int:
    names = artefacts.versions(options.artefacts)
    if not names:
        print("No version has been trained yet: run `python -m model train`.")
        return 0
    served = artefacts.current_version(options.artefacts)
    print("\n".join(f"{'*' if name == served else ' '} {name}" for name in names))
    return 0


if __name__ == "__main__":
    sys.exit(main())
