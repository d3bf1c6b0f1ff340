"""The mixture of the training text, as `mixture.yaml` says it."""

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Group:
    """Sources of one kind."""

    sources: tuple[str, ...]
    cap: int | None  # pairs kept
    share: float  # of the samples in the main stage
    last: float  # in the last stage


@dataclass(frozen=True, slots=True)
class Mixture:
    """All groups, and how much English is restored from masked English."""

    groups: dict[str, Group]
    english: tuple[float, float]  # share in the main and in the last stage
    tests: dict[str, int]  # pairs of a group that are held out

    def group_of(self, source: str) -> str | None:
        """The group that a source belongs to; None for one that is not used."""
        return next((name for name, group in self.groups.items() if source in group.sources), None)

    def shares(self, present: set[str]) -> tuple[dict[str, float], dict[str, float]]:
        """Group → share of the samples, for the main and the last stage; groups without text are left out."""
        chosen = {name: group for name, group in self.groups.items() if name in present}
        main = {name: group.share for name, group in chosen.items()} | {"english": self.english[0]}
        last = {name: group.last for name, group in chosen.items()} | {"english": self.english[1]}
        return main, last


def read(path: Path = HERE / "mixture.yaml") -> Mixture:
    """The mixture in a file.

    Raises:
        KeyError: The file lacks a key.
    """
    import yaml

    tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    groups = {
        name: Group(tuple(values["sources"]), values["cap"], values["share"], values["last"])
        for name, values in tree["groups"].items()
    }
    return Mixture(groups, (tree["english"]["share"], tree["english"]["last"]), dict(tree["tests"]))
