"""The pages of a run, made from its seeds with the generator of ../shared/ingest; each set is made once."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

SHARED = Path(__file__).parents[4] / "shared"
INGEST = SHARED / "ingest"
SEED_PAGE, SEED_TRUTH = SHARED / "seed" / "page.txt", SHARED / "seed" / "truth.json"


@dataclass(frozen=True, slots=True)
class Material:
    """What a run was asked for, and the scratch folder that its pages stand in.

    All methods return folders, one a seed, filled at the first call.
    """

    seeds: tuple[str, ...]
    n_pages: int
    n_copies: int
    scratch: Path

    def pdfs(self) -> list[Path]:
        """Pages of both engines: pNNN.pdf, .truth.json, and .raw.txt, .raw.truth.json as in `texts`."""
        return [self._pressed("pdfs", seed, "mix") for seed in self.seeds]

    def texts(self) -> list[Path]:
        """Spoiled text layers: pNNN.raw.txt and .raw.truth.json; the same that `pdfs` has."""
        made = [self.scratch / f"pdfs-{seed}" for seed in self.seeds]
        if all(folder.exists() for folder in made):
            return made
        return [self._pressed("texts", seed, "reportlab") for seed in self.seeds]

    def copies(self) -> list[Path]:
        """The page it all starts from, set and spoiled anew: sNNN.raw.txt and .raw.truth.json."""
        folders = [self.scratch / f"copies-{seed}" for seed in self.seeds]
        for seed, folder in zip(self.seeds, folders, strict=True):
            if not folder.exists():
                set_again(seed, self.n_copies, folder)
        return folders

    def _pressed(self, kind: str, seed: str, backend: str) -> Path:
        folder = self.scratch / f"{kind}-{seed}"
        if not folder.exists():
            arguments = ("--seed", seed, "--pages", str(self.n_pages), "--backend", backend)
            run_shared("press.py", *arguments, "--out", str(folder))
        return folder


def set_again(seed: str, n_copies: int, folder: Path) -> Path:
    """Fill `folder` with copies of the first page, set and spoiled anew, and return it."""
    run_shared("respoil.py", str(SEED_TRUTH), "--seed", seed, "--n", str(n_copies), "--out", str(folder))
    return folder


def run_shared(script: str, *arguments: str) -> None:
    """Run a script of ../shared/ingest, or exit with what it said."""
    command = [sys.executable, str(INGEST / script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)


def shared_module(path: str) -> ModuleType:
    """Import a module of ../shared/ingest by its path there."""
    module = INGEST / path
    if str(module.parent) not in sys.path:
        sys.path.append(str(module.parent))
    return importlib.import_module(module.name)


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in a JSON file."""
    values: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return values
