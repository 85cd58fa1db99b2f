"""What is kept about a person, in plain words; and what they get of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.view.keyboard import rows
from bot.view.message import Attachment, Button, Message
from bot.view.own_callbacks import Forget, encode_own
from bot.view.texts import Lang, plain, text

FILE_NAME = "my_data.json"


def render_privacy(*, lang: Lang, keep_days: int, draft_days: int, handled_days: int) -> Message:
    """What is kept, how long, and what is not."""
    return Message(
        text("privacy", lang, keep_days=keep_days, draft_days=draft_days, handled_days=handled_days)
    )


def render_export(everything: Mapping[str, Any], *, lang: Lang) -> Attachment:
    """Everything kept about a person as a document they can open anywhere."""
    content = json.dumps(everything, ensure_ascii=False, indent=2).encode()
    return Attachment(FILE_NAME, content, text("export_caption", lang))


def render_forget(*, lang: Lang) -> Message:
    """What would be deleted, and the button that does it."""
    sure = Button(plain("button_forget_sure", lang), data=encode_own(Forget(is_sure=True)))
    no = Button(plain("button_forget_no", lang), data=encode_own(Forget(is_sure=False)))
    return Message(text("forget_asked", lang), rows((sure, no)))
