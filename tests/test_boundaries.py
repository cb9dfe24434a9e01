"""The arrows of the architecture: who may import whom (docs/architecture.md)."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODEL, SERVER, EXTENSION = ROOT / "model", ROOT / "server", ROOT / "extension"
SERVING_MUST_NOT_LOAD = {"sklearn", "joblib", "pickle"}
# What answers a check; everything else in model/ may train.
SERVING = (
    "checker predict scorer encoder meaning explain features normalize segment people rulebook merge policy finding "
    "mask artefacts language"
)


def _python(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts]


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module in {"model", "server"}:
                found.update(f"{node.module}.{name.name}" for name in node.names)
    return found


def _tops(file: Path) -> set[str]:
    return {name.split(".")[0] for name in _imports(file)}


@pytest.mark.parametrize("file", _python(MODEL), ids=lambda file: file.name)
def test_the_model_knows_neither_flask_nor_the_server(file: Path) -> None:
    assert not _tops(file) & {"flask", "server", "sqlalchemy", "werkzeug"}


@pytest.mark.parametrize("file", _python(SERVER), ids=lambda file: str(file.relative_to(SERVER)))
def test_the_server_uses_the_model_by_its_door_only(file: Path) -> None:
    assert not _tops(file) & {"sklearn", "joblib", "numpy", "scipy"}
    inside = {name for name in _imports(file) if name.startswith("model.")}
    doors = {
        f"model.{name}" for name in re.findall(r'^    "(\w+)",$', (MODEL / "__init__.py").read_text(), re.MULTILINE)
    }
    assert inside <= doors, f"should import from model, not from {sorted(inside - doors)}"


@pytest.mark.parametrize("name", SERVING.split())
def test_serving_loads_no_training_library_and_no_pickle(name: str) -> None:
    assert not _tops(MODEL / f"{name}.py") & SERVING_MUST_NOT_LOAD


def test_a_finding_knows_nothing_else() -> None:
    assert _imports(MODEL / "finding.py") == {"dataclasses"}


@pytest.mark.parametrize("file", _python(SERVER), ids=lambda file: str(file.relative_to(SERVER)))
def test_only_the_store_speaks_sql(file: Path) -> None:
    if (SERVER / "store") not in file.parents:
        assert not _tops(file) & {"sqlalchemy", "sqlite3", "alembic"}


ARROWS = {"rulebook": {"classifier", "checker", "predict"}, "policy": {"rulebook", "checker", "classifier"}}


@pytest.mark.parametrize(("name", "never"), ARROWS.items())
def test_what_lies_below_does_not_know_what_lies_above(name: str, never: set[str]) -> None:
    assert not _imports(MODEL / f"{name}.py") & {f"model.{one}" for one in never}


def _typescript(folder: str) -> list[Path]:
    return sorted((EXTENSION / folder).rglob("*.ts"))


def _sources(file: Path) -> set[str]:
    return set(re.findall(r"""from\s+['"]([^'"]+)['"]""", file.read_text()))


@pytest.mark.parametrize("file", _typescript("composer") + _typescript("ui"), ids=lambda file: file.name)
def test_composer_and_ui_need_no_browser_and_no_site(file: Path) -> None:
    text = re.sub(r"//.*|/\*[\s\S]*?\*/", "", file.read_text())
    assert not re.search(r"\b(browser|chrome)\.", text)
    assert not any(re.search(r"/(background|sites|entrypoints)(/|$)|^wxt", source) for source in _sources(file))


@pytest.mark.parametrize("file", _typescript("background"), ids=lambda file: file.name)
def test_the_background_does_not_know_the_page(file: Path) -> None:
    assert not any(re.search(r"/(composer|ui|sites|entrypoints)(/|$)", source) for source in _sources(file))
    assert not re.search(r"\bdocument\.", file.read_text())


@pytest.mark.parametrize("file", _typescript("sites"), ids=lambda file: file.name)
def test_a_site_is_data_for_the_composer(file: Path) -> None:
    assert all(source.startswith(("../composer/", "../messages")) for source in _sources(file))


def test_no_file_is_longer_than_300_lines() -> None:
    files = [*_python(ROOT / "tests"), *_python(MODEL), *_python(SERVER)]
    files += [path for path in EXTENSION.rglob("*.ts") if not {"node_modules", ".output", ".wxt"} & set(path.parts)]
    long = [
        str(path.relative_to(ROOT))
        for path in files
        if "schema.d.ts" not in path.name and len(path.read_text().splitlines()) > 300
    ]
    assert long == []
