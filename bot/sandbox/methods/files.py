"""Files on their way to the bot: getFile names the path to download."""

from __future__ import annotations

from bot.sandbox.files import DOWNLOAD_LIMIT
from bot.sandbox.methods.call import Call
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import Json


def get_file(call: Call) -> Json:
    """Return where a file can be downloaded; files over 20 MB cannot."""
    if not call.has("file_id"):
        raise bad_request("invalid file_id specified" if "file_id" in call.parameters else "file_id is empty")
    file = call.exchange.files.by_id(call.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }
