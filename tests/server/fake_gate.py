"""A small gate that obeys the interface of the model's own: CURRENT and history in a folder, and what it refuses."""

from model import Failure, GateError, Promotion, WrongPost


class FakeGate:
    """Refuses the versions in `refuses`; a version that has served always comes back."""

    def __init__(self, folder, *served):
        self._folder = folder
        self.refuses = {}
        self.history = [Promotion(one, "2026-09-01T08:00:00+00:00") for one in served]
        (folder / "CURRENT").write_text(served[-1] + "\n")

    def refuse(self, version):
        post = WrongPost("warn-7", "I will <b>find</b> you", shipped=True)
        self.refuses[version] = (
            Failure("1 of 150 posts must be warned about but are not: warn-7", (post,)),
            Failure("recall fell from 61.0% to 40.0%"),
        )

    def current_version(self, folder):
        return (folder / "CURRENT").read_text().strip()

    def promotions(self, _folder):
        return list(self.history)

    def try_gate(self, _folder, version, *, policy=None):  # noqa: ARG002
        return self.refuses.get(version, ())

    def promote(self, folder, version, *, override=None, policy=None):  # noqa: ARG002
        before = self.current_version(folder)
        if version not in {one.version for one in self.history} and self.refuses.get(version):
            if override is None:
                raise GateError(f"Version {version} stays out of service.")
            override.check()
        self.history.append(Promotion(version, "2026-09-02T08:00:00+00:00", before))
        (folder / "CURRENT").write_text(version + "\n")
        return before


def put(monkeypatch, gate):
    for name in ("current_version", "promotions", "try_gate", "promote"):
        monkeypatch.setattr(f"server.releases.{name}", getattr(gate, name))
    return gate
