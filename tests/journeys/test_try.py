"""`bulletin-bot try` from the first second to the last: in the browser, in the terminal, and as a process."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect

from bot.sandbox.trial import Trial, trial
from tests.bot.sandbox.page.window import DESK, PHONE, Open, Window, browser

DEADLINE_S = 60
STOP_S = 10
ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "bot.cli", "try"]
QUESTION = "防汛值班电话是多少？"
LOOKS = [(PHONE, "light"), (PHONE, "dark"), (DESK, "light"), (DESK, "dark")]
EACH_LOOK = pytest.mark.parametrize(
    ("size", "scheme"), LOOKS, ids=["phone", "phone-dark", "desk", "desk-dark"]
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all windows here."""
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def trying(chromium: Browser) -> Iterator[Trial]:
    """What `bulletin-bot try` runs, with the real bot; each test brings its own people."""
    with trial() as running:
        yield running


@pytest.fixture
def opens(trying: Trial, chromium: Browser) -> Iterator[Open]:
    """Open a window for a person who has never been here; it closes at the end, when nothing went wrong in it."""
    with ExitStack() as windows:

        def open_window(**how: Any) -> Window:
            ann = trying.sandbox.person("安安")
            trying.sandbox.group("邻里", ann, trying.sandbox.person("小波"), trying.sandbox.person("阿超"))
            window = Window(chromium, trying.sandbox.url, speaker=ann.user.id, **how)
            windows.callback(window.close)
            return window

        yield open_window


@EACH_LOOK
def test_ask_read_on_and_read_all(opens: Open, size: tuple[int, int], scheme: str) -> None:
    """A tap on an example brings the cited answer; 更多 turns its page in place; 全文 opens the article."""
    window = opens(size=size, scheme=scheme)
    window.page.locator("#hints").get_by_role("button", name=QUESTION).click()
    quote = window.newest.locator("blockquote").first
    expect(quote.locator("strong").first).to_have_text("5550119")
    expect(window.newest).to_contain_text("《青砚时报》 · 青砚区部署台风“海芙”防御工作 · 2024年8月30日")
    window.says("谁主持了会议")
    expect(window.messages).to_have_count(4)
    first = quote.text_content()
    answer = window.newest
    answer.get_by_role("button", name="更多").click()
    expect(answer).to_contain_text("已编辑")
    expect(answer).to_contain_text("第2页")
    assert answer.locator("blockquote").first.text_content() != first
    answer.get_by_role("button", name="全文 4").click()
    expect(window.messages).to_have_count(5)

    expect(window.newest).to_contain_text("本报讯")
    expect(answer).to_contain_text("第2页")
    assert not window.overflows()


def test_a_name_written_into_the_words_is_heard(trying: Trial) -> None:
    """In a group, a mention without blanks is a question, and other talk is not."""
    ann = trying.sandbox.person("圆圆")
    group = trying.sandbox.group("楼道", ann, trying.sandbox.person("方方"))
    ann.says("今天天气不错", group)
    asked = ann.says(f"@{trying.sandbox.bot.username}小学放学后看护延长到几点", group)

    answer = ann.reads(group)

    assert "18时" in answer.text
    assert answer.reply_to == asked.id


@EACH_LOOK
def test_the_group(opens: Open, size: tuple[int, int], scheme: str) -> None:
    """Small talk gets no answer; a mention and a command do; 全文 leads into the private chat."""
    window = opens(size=size, scheme=scheme)
    window.opens("邻里")
    window.says("今天天气真好")
    window.says(f"@bulletin_sandbox_bot {QUESTION}")
    expect(window.newest.locator("blockquote strong").first).to_have_text("5550119")
    window.page.get_by_label("以谁的身份说话").select_option(label="小波")
    window.says("/search@bulletin_sandbox_bot 防汛")
    expect(window.newest).to_contain_text("“防汛”共")
    expect(window.messages).to_have_count(5)
    assert not window.overflows()
    window.messages.nth(2).get_by_role("button", name="全文").first.click()

    expect(window.page.locator("#title")).to_have_text("公报小助手")
    expect(window.newest).to_contain_text("本报讯 8月30日下午")


def test_the_commands_of_the_bot(opens: Open) -> None:
    """The menu is the bot's own: 最新文章 comes at once, a search waits for its words."""
    window = opens()
    window.box.fill("/la")
    window.page.locator("#popup").get_by_role("option", name="最新文章").click()
    expect(window.newest).to_contain_text("最新文章")
    window.box.fill("/sea")
    window.box.press("Enter")

    expect(window.box).to_have_value("/search ")


@contextmanager
def started(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process of the command, and the address it printed."""
    process = subprocess.Popen([*COMMAND, *options], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found is not None
        yield process, found.group()
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "term"])
def test_it_stops_and_leaves_nothing(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A watched page does not hold it up: it is gone within seconds, with its folder, its port and exit code 0."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "sqlite:////nowhere/at/all.sqlite3")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with started("--no-open") as (process, url):
        assert "公报小助手" in httpx.get(url, trust_env=False).text
        assert len(list(tmp_path.glob("bulletin-bot-try-*"))) == 1
        with (
            httpx.stream("GET", f"{url}/sandbox/events", trust_env=False),
            contextlib.suppress(httpx.HTTPError),
        ):
            process.send_signal(number)
            assert process.wait(STOP_S) == 0

    assert list(tmp_path.glob("bulletin-bot-try-*")) == []
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])))


def test_a_port_that_is_taken_is_named() -> None:
    """The error names the port, and the command fails with 1."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*COMMAND, "--port", port], cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE_S
        )

    assert (done.returncode, done.stdout) == (1, "")
    assert f"port {port} cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_terminal_answers_a_pipe() -> None:
    """Each line is answered with quote and citation, buttons work by number, and the end of input ends it."""
    lines = f"{QUESTION}\n\n/1\n/buttons\n/77\n护照过期了怎么换\n"
    done = subprocess.run(
        [*COMMAND, "--terminal"],
        cwd=ROOT,
        input=lines,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        env={**os.environ, "PYTHONUTF8": "1"},
    )

    assert (done.returncode, done.stderr) == (0, "")
    answer, article, *_ = re.split(r"(?m)^/1 .*$", done.stdout)
    assert re.search(r"(?m)^┃ .*5550119", answer)
    assert "《青砚时报》 · 青砚区部署台风“海芙”防御工作" in answer
    assert "本报讯 8月30日下午" in article
    assert "公报里" in done.stdout.rpartition("没有这个按钮")[2]
