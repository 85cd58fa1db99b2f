"""The README tells the truth: every command, setting and file it names exists, and none is left out."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import typer
from pydantic_core import PydanticUndefined

import retrieval
from bot.cli.commands import app
from bot.handlers.requests import COMMANDS
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "bot" / "sandbox" / "bulletins"
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEST_COMMAND = 'python3 -m venv .venv && .venv/bin/pip install -e ".[test]" && .venv/bin/pytest -n 2'
TRY_COMMAND = "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/bulletin-bot try"


def cli_commands() -> dict[str, Any]:
    """Return the commands of `bulletin-bot` by name."""
    group: Any = typer.main.get_command(app)
    commands: dict[str, Any] = group.commands
    return commands


def blocks(language: str) -> list[str]:
    """Return the README's fenced blocks in `language`, in order."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def section(heading: str) -> str:
    """Return the README's section under `## heading`."""
    return README.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def test_each_command_is_in_the_readme() -> None:
    """The table of commands has a row for each, and no row for any other."""
    listed = re.findall(r"^\| `bulletin-bot ([\w-]+)", section("The command line"), re.MULTILINE)

    assert sorted(cli_commands()) == sorted(listed)


def test_each_option_in_the_readme_exists() -> None:
    """Each option that a row of the table or a text names after a command is one of that command's."""
    commands = cli_commands()
    told = re.findall(r"`(?:bulletin-bot )?(\w+)\b([^`\n]* -[^`\n]*)`", README)
    unknown = [
        (name, option)
        for name, rest in told
        if name in commands
        for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", rest)
        if not any(option in parameter.opts for parameter in commands[name].params)
    ]

    assert unknown == []


def test_each_option_of_a_command_is_in_the_readme() -> None:
    """A person can find each option without reading the source."""
    missing = [
        (name, max(parameter.opts, key=len))
        for name, command in cli_commands().items()
        for parameter in command.params
        if parameter.param_type_name == "option" and not parameter.hidden
        if parameter.name != "help"
        and not any(option in section("The command line") for option in parameter.opts)
    ]

    assert missing == []


def test_each_bot_command_is_in_the_readme() -> None:
    """English table and Chinese guide both tell each command that Telegram offers."""
    for name in COMMANDS:
        assert f"`/{name}" in section("The command line"), name
        assert f"`/{name}" in section("用户指南"), name


def test_each_setting_is_in_the_readme_with_its_default() -> None:
    """The settings table has exactly the fields of `Settings`, with their defaults."""
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", section("Settings"), re.MULTILINE)
    expected = {
        name.upper(): "none" if field.default in (None, ()) else f"`{field.default}`"
        for name, field in Settings.model_fields.items()
        if field.default is not PydanticUndefined
    }
    made = {name.upper() for name, field in Settings.model_fields.items() if field.default_factory}

    assert expected == {name: default for name, default in rows if name not in made}
    assert made <= {name for name, _ in rows}


def test_each_setting_is_in_the_example() -> None:
    """`.env.example` has a line for each setting, and for nothing else."""
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert sorted(name.upper() for name in Settings.model_fields) == sorted(
        re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)
    )


def test_the_two_commands_are_those_of_the_readme_and_of_ci() -> None:
    """Whoever copies the README runs what `.ci/run` runs."""
    shell = [block.strip() for block in blocks("sh")]

    assert TEST_COMMAND in shell
    assert TRY_COMMAND in shell
    assert TEST_COMMAND in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_what_the_commands_install_exists() -> None:
    """Each extra the README installs, and the program it starts, is defined in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = set(re.findall(r"\.\[([a-z,]+)\]", README))
    programs = {Path(word).name for block in blocks("sh") for word in shlex.split(block) if "/bin/" in word}

    assert extras <= set(project["optional-dependencies"])
    assert programs - {"pip", "pytest"} <= set(project["scripts"])


def printed(*arguments: str | Path, in_folder: Path) -> Any:
    """Return what `bulletin-bot` prints as JSON, run as a process of its own with its data in `in_folder`."""
    environment = {**os.environ, "DATA_DIR": str(in_folder), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "bot.cli", *map(str, arguments), "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def shape(value: Any) -> Any:
    """Return `value` with each leaf replaced by nothing and each list by its first element."""
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value else None


def test_the_answer_in_the_readme_is_the_one_people_get(tmp_path: Path) -> None:
    """Asked over the sample bulletins, the example's question gives the example's quote, to the letter."""
    asked = json.loads(blocks("json")[0])
    printed("ingest", SAMPLES, in_folder=tmp_path)
    answer = printed("ask", "防汛值班电话是多少", in_folder=tmp_path)

    assert asked["quotes"][0] == answer["quotes"][0]
    assert asked["abstention"] == answer["abstention"]


def test_the_reading_in_the_readme_has_the_form_people_get(tmp_path: Path) -> None:
    """Reading the sample page gives the page, the keys and the article of the example."""
    told = json.loads(blocks("json")[1])
    read = printed("read", SAMPLES / "青砚时报-2024-09-03-A01.txt", in_folder=tmp_path)
    (article,) = (
        a for a in read["articles"] if a["title_generated"] == told["articles"][0]["title_generated"]
    )

    assert shape(told) == {**shape(read), "articles": [shape(article)]}
    assert told["page"] == read["page"]
    assert told["articles"][0]["paragraphs"][0] in article["paragraphs"][0]


def test_each_public_name_is_in_the_readme() -> None:
    """The library's table has exactly the names of the public face."""
    table = section("As a library").split("| --- | --- |")[1]

    assert sorted(retrieval.__all__) == sorted(re.findall(r"`(\w+)`", table))


def test_the_example_program_prints_the_answer(tmp_path: Path) -> None:
    """The library's example runs as it stands, and prints the telephone number that was asked for."""
    (program,) = blocks("python")
    program = program.replace("sqlite:///bulletins", f"sqlite:///{tmp_path}/bulletins")
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert "5550119" in done.stdout


def test_each_linked_file_and_heading_exists() -> None:
    """No link within the README leads nowhere."""
    headings = {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", README, re.MULTILINE)
    }
    targets = re.findall(r"\]\(([^)\s]+)\)", README)
    local = [target for target in targets if not target.startswith(("http://", "https://"))]

    assert [t for t in local if t.startswith("#") and t[1:] not in headings] == []
    assert [t for t in local if not t.startswith("#") and not (ROOT / t).exists()] == []
