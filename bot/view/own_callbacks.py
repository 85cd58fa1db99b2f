"""What the buttons about a person's own things carry, in at most 64 bytes.

Whatever comes back was possible to forge: anything that is not exactly what `encode_own` writes decodes to None.
The letters are none of those that the other callbacks begin with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.view.texts import Lang


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Speak this language here; None leaves it to each person's client."""

    lang: Lang | None


OwnCallback = ChooseLanguage

BY_CLIENT = "auto"
FORM = re.compile(rf"g:(?P<lang>{'|'.join(Lang)}|{BY_CLIENT})", re.ASCII)


def encode_own(callback: OwnCallback) -> str:
    """The callback as button data: ASCII, at most 64 bytes."""
    return f"g:{callback.lang or BY_CLIENT}"


def decode_own(data: str | None) -> OwnCallback | None:
    """The callback that `encode_own` wrote, or None for anything else."""
    found = FORM.fullmatch(data or "")
    if found is None:
        return None
    return ChooseLanguage(None if found["lang"] == BY_CLIENT else Lang(found["lang"]))
