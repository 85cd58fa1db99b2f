"""Settings: one field per variable, checked, and never shown when wrong."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings, load
from retrieval import SettingsError

TOKEN = "123456:" + "A" * 35
EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def _no_other_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_defaults() -> None:
    """With nothing set, the database is a file under the data folder and Telegram's own server is asked."""
    settings = load()

    assert settings.database_url == "sqlite:///data/bulletins.sqlite3"
    assert settings.telegram_api_url == "https://api.telegram.org"


def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment wins over .env, an empty variable counts as not set, and lists are split."""
    Path(".env").write_text("DATA_DIR=from_file\nPOLL_TIMEOUT_S=3\n")
    monkeypatch.setenv("POLL_TIMEOUT_S", "7")
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("ADMIN_IDS", "5, 6;7")
    settings = load()

    assert settings.poll_timeout_s == 7
    assert settings.database_url == "sqlite:///from_file/bulletins.sqlite3"
    assert settings.admin_ids == (5, 6, 7)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "12345-not-a-token-at-all"),
        ("TELEGRAM_API_URL", "ftp://secret.example"),
        ("PROXY_URL", "carrier-pigeon://secret"),
        ("WEBHOOK_URL", "secret.example/hook"),
        ("WEBHOOK_PORT", "99999999"),
        ("WEBHOOK_SECRET", "秘密秘密秘密秘密"),
        ("ADMIN_IDS", "ann-the-secret"),
        ("POLL_TIMEOUT_S", "51515151"),
        ("REQUEST_TIMEOUT_S", "-15151"),
        ("LOG_LEVEL", "loudest"),
    ],
)
def test_errors_name_the_variable_only(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """An error names the wrong variable, and neither it nor its chain shows the value."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load()

    assert name in str(caught.value)
    assert value not in str(caught.value)
    assert caught.value.__cause__ is None


def test_token_is_needed_to_run_only() -> None:
    """Everything but asking for the token works without one."""
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN"):
        load().token()


def test_webhook_needs_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """A webhook without a secret is refused by the name of the missing variable."""
    monkeypatch.setenv("WEBHOOK_URL", "https://bulletins.example/hook")
    with pytest.raises(SettingsError, match="WEBHOOK_SECRET"):
        load()


def test_nothing_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the settings' text nor their form for a debugger shows a secret; `secrets` names them all."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("WEBHOOK_SECRET", "hush-hush-hush")
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://me:passw0rd@db/bulletins")
    settings = load()

    assert settings.secrets() == (TOKEN, "hush-hush-hush", "passw0rd")
    for secret in settings.secrets():
        assert secret not in f"{settings} {settings!r}"


def test_example_lists_every_variable() -> None:
    """.env.example holds every variable with a comment above it, and no other."""
    text = EXAMPLE.read_text()
    listed = re.findall(r"(?m)^([A-Z_]+)=", text)

    assert sorted(name.upper() for name in Settings.model_fields) == sorted(listed)
    for block in text.strip().split("\n\n"):
        assert block.startswith("# ")


def test_example_holds_the_defaults() -> None:
    """.env.example taken as it is means the defaults."""
    assert load() == load(_env_file=EXAMPLE)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"search_engine": "postgres"}, "DATABASE_URL"),
        ({"search_engine": "elsewhere"}, "SEARCH_ENGINE"),
        ({"database_read_url": "postgresql://me:hidden@host/name"}, "SEARCH_ENGINE=postgres"),
        (
            {
                "search_engine": "postgres",
                "database_url": "postgresql://me:hidden@host/name",
                "database_read_url": "sqlite:///hidden.sqlite3",
            },
            "DATABASE_READ_URL",
        ),
    ],
)
def test_an_index_needs_its_server(given: dict[str, str], named: str) -> None:
    """What does not go together is named, without what was in it."""
    with pytest.raises(SettingsError, match=named) as raised:
        load(_env_file=None, **given)

    assert "hidden" not in str(raised.value)


def test_passwords_of_databases_are_secrets() -> None:
    """Wherever in an address they stand."""
    settings = load(
        _env_file=None,
        search_engine="postgres",
        database_url="postgresql://me:one@host/name",
        database_read_url="postgresql://host/name?user=me&password=two",
    )

    assert {"one", "two"} <= set(settings.secrets())
