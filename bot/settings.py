"""One field per environment variable: unit, default and check. Read once at start and passed down.

A wrong value is a `SettingsError` that names the variable and never shows what was in it.
"""

from __future__ import annotations

import os
import re
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from retrieval import SettingsError

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def load(**given: Any) -> Settings:
    """Settings from the arguments, else the environment, else `.env`; SettingsError names what is wrong."""
    try:
        return Settings(**given)
    except ValidationError as error:
        # The foreign exception may hold the wrong value, which can be a secret: it is not chained.
        raise SettingsError(explain(error)) from None


def explain(error: ValidationError) -> str:
    """Each wrong variable by name, with what was expected of it."""
    return "; ".join(
        f"{'_'.join(map(str, wrong['loc'][:1])).upper() or 'settings'}: {wrong['msg'].removeprefix('Value error, ')}"
        for wrong in error.errors(include_input=False, include_url=False, include_context=False)
    )


class Settings(BaseSettings):
    """What the operator decides. Times are seconds, addresses have no trailing slash."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    data_dir: Path = Field(Path("data"), description="folder for the database, the index and other files")
    database_url: str = Field(
        default_factory=lambda known: f"sqlite:///{known.get('data_dir', 'data')}/bulletins.sqlite3",
        repr=False,
        description="SQLAlchemy address of the database",
    )
    search_engine: Literal["local", "postgres"] = Field(
        "local", description="where the index is: in each process, or in PostgreSQL for all of them"
    )
    database_read_url: str | None = Field(
        None, repr=False, description="address of a standby that searches are asked of"
    )
    telegram_bot_token: SecretStr | None = Field(None, description="token from @BotFather")
    telegram_api_url: str = Field("https://api.telegram.org", description="address of the Bot API server")
    proxy_url: str | None = Field(None, repr=False, description="proxy for all calls to Telegram")
    webhook_url: str | None = Field(None, description="public address for updates; polling when not set")
    webhook_listen: str = Field("127.0.0.1", description="address the webhook server binds to")
    webhook_port: int = Field(8080, ge=0, le=65535, description="port the webhook server binds to")
    webhook_secret: SecretStr | None = Field(None, description="secret Telegram repeats in a header")
    metrics_listen: str = Field("127.0.0.1", description="address /metrics, /healthz and /readyz bind to")
    metrics_port: int | None = Field(None, ge=0, le=65535, description="port for them; none when not set")
    admin_ids: Annotated[tuple[int, ...], NoDecode] = Field((), description="Telegram user ids of admins")
    poll_timeout_s: int = Field(25, ge=0, le=50, description="how long one getUpdates waits, seconds")
    request_timeout_s: float = Field(10, gt=0, le=120, description="how long one call waits, seconds")
    stall_s: float = Field(90, gt=0, description="silence after which connections are rebuilt, seconds")
    stop_grace_s: float = Field(8, ge=0, le=60, description="time to finish replies on a stop, seconds")
    keep_buttons_days: int = Field(90, ge=1, le=3650, description="how long paging buttons work, days")
    messages_per_s: float = Field(
        30, gt=0, le=1000, description="messages of all processes together, a second"
    )
    asks_per_min: int = Field(
        20,
        ge=0,
        le=6000,
        description="requests a minute of one person in private, of one group; 0 is no limit",
    )
    alert_wait_s: float = Field(5, ge=0, le=3600, description="quiet after a save before it is told, seconds")
    watch_folders: Annotated[tuple[Path, ...], NoDecode] = Field(
        (), description="folders new issues come into"
    )
    watch_urls: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="feeds and pages to ask for news"
    )
    watch_every_s: float = Field(900, ge=60, description="how often an address is asked, seconds")
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="least level logged")

    log_format: Literal["text", "json"] = Field("text", description="lines for people, or JSON for machines")

    @field_validator("telegram_bot_token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("does not look like a bot token (digits, a colon, letters and digits)")
        return token

    @field_validator("webhook_secret")
    @classmethod
    def _is_a_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("must be 1 to 256 characters of A-Z a-z 0-9 _ -")
        return secret

    @field_validator("telegram_api_url", "webhook_url")
    @classmethod
    def _is_an_address(cls, url: str | None) -> str | None:
        if url is not None and not re.fullmatch(r"https?://[^\s/]+\S*", url):
            raise ValueError("must begin with http:// or https://")
        return url.rstrip("/") if url else url

    @field_validator("proxy_url")
    @classmethod
    def _is_a_proxy(cls, url: str | None) -> str | None:
        if url is not None and not re.fullmatch(r"(https?|socks5h?)://\S+", url):
            raise ValueError("must begin with http://, https:// or socks5://")
        return url

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _split(cls, ids: object) -> object:
        return tuple(re.findall(r"[^\s,;]+", ids)) if isinstance(ids, str) else ids

    @field_validator("watch_folders", mode="before")
    @classmethod
    def _split_folders(cls, folders: object) -> object:
        return tuple(filter(None, folders.split(os.pathsep))) if isinstance(folders, str) else folders

    @field_validator("watch_urls", mode="before")
    @classmethod
    def _split_urls(cls, urls: object) -> object:
        return tuple(urls.split()) if isinstance(urls, str) else urls

    @field_validator("watch_urls")
    @classmethod
    def _are_addresses(cls, urls: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch(r"https?://[^\s/@]+(?:/\S*)?", url) for url in urls):
            raise ValueError("must be addresses that begin with http:// or https://, without a password")
        return urls

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @model_validator(mode="after")
    def _webhook_has_a_secret(self) -> Settings:
        if self.webhook_url and self.webhook_secret is None:
            raise ValueError("WEBHOOK_SECRET is missing: it is needed when WEBHOOK_URL is set")
        if self.stall_s <= self.poll_timeout_s:
            raise ValueError("STALL_S must be greater than POLL_TIMEOUT_S")
        return self

    @model_validator(mode="after")
    def _engine_has_a_server(self) -> Settings:
        if self.search_engine == "postgres" and not self.database_url.startswith("postgres"):
            raise ValueError("SEARCH_ENGINE=postgres needs a DATABASE_URL of PostgreSQL")
        if self.database_read_url and self.search_engine != "postgres":
            raise ValueError("DATABASE_READ_URL is for searches in PostgreSQL: set SEARCH_ENGINE=postgres")
        if self.database_read_url and not self.database_read_url.startswith("postgres"):
            raise ValueError("DATABASE_READ_URL must be an address of PostgreSQL")
        return self

    @property
    def originals_dir(self) -> Path:
        """Where files whose pages can be shown are kept."""
        return self.data_dir / "originals"

    @property
    def index_dir(self) -> Path:
        """Where the index is kept between runs; it may be deleted at any time."""
        return self.data_dir / "index"

    def token(self) -> str:
        """The bot token; SettingsError when there is none."""
        if self.telegram_bot_token is None:
            raise SettingsError("TELEGRAM_BOT_TOKEN is missing: ask @BotFather for one and put it in .env")
        return self.telegram_bot_token.get_secret_value()

    def secrets(self) -> tuple[str, ...]:
        """Every value that must never reach a log."""
        held = (self.telegram_bot_token, self.webhook_secret)
        addresses = f"{self.database_url} {self.database_read_url or ''} {self.proxy_url or ''}"
        passwords = re.findall(r"//[^/@\s]*?:([^/@\s]+)@|[?&]password=([^&\s]+)", addresses)
        return (*(secret.get_secret_value() for secret in held if secret), *filter(None, chain(*passwords)))
