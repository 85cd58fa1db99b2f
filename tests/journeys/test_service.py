"""The bot as a service: what its manager is told, what its log looks like, and how it stops."""

from __future__ import annotations

import configparser
import json
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

from bot.cli.unit import unit
from bot.supervision import notify, watchdog_s
from tests.bot.people import DEADLINE_S
from tests.journeys.conftest import Town
from tests.journeys.test_crash import polling, process


@polling
def test_a_managed_life(town: Town, tmp_path: Path) -> None:
    """Ready once it serves, a sign of life again and again, stopping when it does; its log is JSON with ids."""
    address = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(address))
        manager.settimeout(DEADLINE_S)
        managed = {"NOTIFY_SOCKET": str(address), "WATCHDOG_USEC": "200000", "LOG_FORMAT": "json"}
        with process(town, tmp_path, **managed) as bot:
            heard = hears(manager, lambda told: b"READY=1" in told)
            ann = town.telegram.person("安")
            ann.says("防汛值班电话是多少？")
            ann.reads()
            town.telegram.refuse("sendMessage", "Forbidden: bot was blocked by the user", 403)
            ann.says("/help")
            town.telegram.wait("refusal", lambda: not town.telegram.shim.refusals)
            heard += hears(manager, lambda told: told == b"WATCHDOG=1")
            stopped_at = time.monotonic()
            bot.send_signal(signal.SIGTERM)
            heard += hears(manager, lambda told: told == b"STOPPING=1")
            code = bot.wait(DEADLINE_S)
            took_s = time.monotonic() - stopped_at
    lines = [json.loads(line) for line in (tmp_path / "bot.log").read_text().splitlines()]

    assert b"STATUS=serving as @Gazette_Bot" in heard[0].splitlines()
    assert (code, took_s < 10) == (0, True)
    assert {"time", "level", "logger", "message"} <= set(lines[0])
    assert any("takes no message" in line["message"] and line["request"].startswith("u") for line in lines)


def hears(manager: socket.socket, met: Callable[[bytes], bool]) -> list[bytes]:
    """What the manager is told, up to what it waits for."""
    told = [manager.recv(4096)]
    while not met(told[-1]):
        told.append(manager.recv(4096))
    return told


def test_without_a_manager_nobody_is_told(tmp_path: Path) -> None:
    """No address, or one where nobody listens, is no trouble."""
    assert not notify("READY=1", {})
    assert not notify("READY=1", {"NOTIFY_SOCKET": str(tmp_path / "nobody")})


def test_a_watchdog_of_another_process_is_left_alone() -> None:
    """The time is in millionths of a second, and may be meant for another process."""
    assert watchdog_s({"WATCHDOG_USEC": "30000000"}) == 30
    assert watchdog_s({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "7"}, pid=7) == 30
    assert watchdog_s({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "7"}, pid=8) is None
    assert watchdog_s({"WATCHDOG_USEC": "0"}) is None
    assert watchdog_s({}) is None


def test_the_unit_is_one_systemd_can_read() -> None:
    """It names the program, is told when it is ready, and gives it no way to its machine."""
    given = configparser.RawConfigParser(strict=False, allow_no_value=False)
    given.optionxform = str  # type: ignore[assignment, method-assign]
    given.read_string(unit(Path("/opt/bulletin/.venv/bin/bulletin-bot")))
    service = given["Service"]

    assert service["ExecStart"] == "/opt/bulletin/.venv/bin/bulletin-bot run"
    assert service["Type"] == "notify"
    assert int(service["TimeoutStopSec"]) > 10
    assert (service["ProtectSystem"], service["ProtectHome"], service["CapabilityBoundingSet"]) == (
        "strict",
        "yes",
        "",
    )
    assert "ProtectHome=read-only" in unit(Path("/home/Ann/.venv/bin/bulletin-bot"))
