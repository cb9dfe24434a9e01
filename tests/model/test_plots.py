"""The plots of a version are drawn from its figures and say what they show to those who cannot see them."""

import json
from pathlib import Path

from model.artefacts import current_version
from model.measure.plots import TITLES, draw


def test_every_plot_is_drawn_with_a_title_and_the_same_figures_give_the_same_file(
    artefacts: Path, tmp_path: Path
) -> None:
    figures = json.loads((artefacts / current_version(artefacts) / "metrics.json").read_text())
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        draw(figures, folder)
    for name, title in TITLES.items():
        drawn = (first / f"{name}.svg").read_text()
        assert f"<title>{title}</title>" in drawn
        assert drawn == (second / f"{name}.svg").read_text()
