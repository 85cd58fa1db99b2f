"""What may be committed: no addresses of package registries, no paths of one machine, nothing big."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

MAX_BYTES = 1024 * 1024
TOP_LEVEL = frozenset(("pyproject.toml", "README.md", "LICENSE", "bot", "retrieval", "tests"))
LOCKS = frozenset(("uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock"))

# The patterns are put together from pieces, so that this file does not breach them itself.
REGISTRY = re.compile(
    r"(index" + r"-url|find" + r"-links)[ =]|pypi\.or" + r"g/simple|files\.python" + r"hosted|"
    r"https?://[^\s\"']*(\.whl|\.tar\.gz|\.tgz|/simple)\b"
)
MACHINE = re.compile(r"(^|[^A-Za-z0-9_.-])/(work|farm|" + r"root|home/[a-z]+|Users/[A-Za-z]+)/")


def tracked_files(root: Path) -> list[str]:
    """Return the paths git tracks at `root`; CalledProcessError or FileNotFoundError when it cannot say."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True)
    return [path for path in listing.stdout.split("\0") if path and (root / path).is_file()]


def unfit_files(root: Path, paths: list[str]) -> list[str]:
    """Return what is wrong with the files `paths` under `root`, one line each."""
    return [f"{path} {what}" for path in paths for what in _faults(root / path, path)]


def strays(paths: list[str]) -> list[str]:
    """Return the top-level entries that are neither on the card nor dotfiles."""
    tops = {path.partition("/")[0] for path in paths}
    return sorted(top for top in tops - TOP_LEVEL if not top.startswith("."))


def _faults(file: Path, path: str) -> list[str]:
    content = file.read_bytes()
    text = content.decode("utf-8", errors="ignore")
    checks = {
        "is a lock file": Path(path).name in LOCKS,
        "is over 1 MiB": len(content) > MAX_BYTES,
        "carries a registry address": REGISTRY.search(text) is not None,
        "carries a path of one machine": MACHINE.search(text) is not None,
    }
    return [what for what, is_so in checks.items() if is_so]
