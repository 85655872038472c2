"""Everything that can be set, in one frozen object: environment first, then ``.env``, then ``stagedoor.toml`` in the data directory.

A variable with our prefix that is not a setting stops the start: a misspelt name would otherwise be ignored in silence, and its owner would
believe that it holds. Secrets are ``SecretStr``, so that neither ``repr`` nor a traceback shows them.
"""

from __future__ import annotations

import difflib
import json
import os
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final, Literal

import platformdirs
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from moderation.errors import ModerationError

PREFIX: Final = "STAGEDOOR_"
DELIMITER: Final = "__"
TOML_NAME: Final = "stagedoor.toml"
DATABASE_NAME: Final = "stagedoor.db"


class ConfigError(ModerationError):
    """Settings that cannot be used; ``str()`` names the variable and what to write instead, never its value."""


def _listed(value: object) -> object:
    """A JSON list, or names with commas between them: people write both."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        return json.loads(value)
    return [part.strip() for part in value.split(",") if part.strip()]


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
Paths = Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_listed)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TwitchSettings(_Section):
    """The Twitch application, its bot account and the channels to sit in."""

    client_id: str = Field("", description="The Twitch application's client id.")
    client_secret: SecretStr = Field(SecretStr(""), description="Its client secret.")
    channels: Names = Field((), description="Channels to watch, by login name: a JSON list, or names with commas.")
    bot_id: str = Field("", description="The bot account's user id.")
    tokens: tuple[tuple[SecretStr, SecretStr], ...] = Field(
        (), description="A JSON list of [access_token, refresh_token] pairs, used instead of the token store."
    )
    api_url: str = Field("", description="Base address of the API, when another server stands in for Twitch.")
    auth_url: str = Field("", description="Base address of the authorisation server, likewise.")
    eventsub_url: str = Field("", description="Address of the EventSub websocket, likewise.")


class DiscordSettings(_Section):
    """The Discord bot, its guild, and where alerts go."""

    token: SecretStr = Field(SecretStr(""), description="The bot's token.")
    guild_id: int | None = Field(None, gt=0, description="The server whose moderators use the bot.")
    alert_channel_id: int | None = Field(None, gt=0, description="Channel for alerts of the protect lane.")
    care_channel_id: int | None = Field(None, gt=0, description="Channel for the care lane; the alert channel when not set.")
    sync_commands: bool = Field(default=False, description="Sync slash commands at this start.")
    api_url: str = Field("", description="Base address of the API, when another server stands in for Discord.")
    gateway_url: str = Field("", description="Address of the gateway, likewise.")


class ConsoleSettings(_Section):
    """The local web page for moderators."""

    host: str = Field("127.0.0.1", min_length=1, description="Address to listen on; local unless a proxy with TLS stands before it.")
    port: int = Field(8787, ge=1, le=65535, description="Port to listen on.")
    token: SecretStr = Field(SecretStr(""), description="What a browser must show to get in; made at first start when not set.")


def default_data_dir() -> Path:
    """The platform's directory for this user's data."""
    return Path(platformdirs.user_data_dir("stagedoor", appauthor=False))


class Settings(BaseSettings):
    """All settings, checked and frozen."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter=DELIMITER,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",  # .env may hold other programs' variables; ours are checked by name in load_settings
        frozen=True,
    )

    data_dir: Path = Field(default_factory=default_data_dir, description="Where database, keys, attachments and exports live.")
    database_url: SecretStr = Field(
        SecretStr(""), description="SQLAlchemy URL of the incident log; SQLite in the data directory when not set."
    )
    packs: Paths = Field((), description="Further folders with rule packs, read after those that come with Stagedoor.")
    rules: dict[str, dict[str, JsonValue]] = Field(
        default_factory=dict, description="Settings of single detectors and patterns, by the rule's name and the setting's name."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is written to the log file.")
    twitch: TwitchSettings = TwitchSettings()
    discord: DiscordSettings = DiscordSettings()
    console: ConsoleSettings = ConsoleSettings()

    @property
    def database(self) -> str:
        """The URL of the database to use."""
        return self.database_url.get_secret_value() or sqlite_url(self.data_dir / DATABASE_NAME)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 pydantic-settings passes it; no secret files here
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The data directory is looked up first: the TOML file lies in it."""
        if isinstance(dotenv_settings, DotEnvSettingsSource):
            _refuse(_unknown(dotenv_settings.env_vars, "in .env"))
        known = {**dotenv_settings(), **env_settings(), **init_settings()}
        folder = Path(known.get("data_dir") or default_data_dir())
        toml = TomlConfigSettingsSource(settings_cls, folder / TOML_NAME)
        _refuse(_unknown((PREFIX + name for name in toml.toml_data if name not in cls.model_fields), f"in {TOML_NAME}"))
        return init_settings, env_settings, dotenv_settings, toml


def sqlite_url(path: Path) -> str:
    """The URL of an SQLite file, for the asynchronous driver."""
    return f"sqlite+aiosqlite:///{path.as_posix()}"


def load_settings(**overrides: object) -> Settings:
    """Read all sources once; ``overrides`` (options of a command) win over every one of them.

    Raises ``ConfigError`` for a misspelt name, a value out of its bounds, or a file that cannot be read.
    """
    _refuse(_unknown(os.environ, "in the environment"))
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # checked by pydantic itself
    except ValidationError as error:
        raise ConfigError(" ".join(_sentence(one) for one in error.errors(include_url=False, include_input=False))) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{TOML_NAME} in the data directory is not readable as TOML: {error}.") from None
    except SettingsError as error:
        raise ConfigError(f"A setting is not readable: {error}; lists and pairs are written as JSON.") from None


def setting_names() -> dict[str, str]:
    """Every setting as its environment variable, with its description; the settings of single rules are not among them."""
    return dict(_named(Settings, PREFIX))


def _named(model: type[BaseModel], prefix: str) -> Iterable[tuple[str, str]]:
    for name, field in model.model_fields.items():
        variable = prefix + name.upper()
        section = field.annotation
        if isinstance(section, type) and issubclass(section, BaseModel):
            yield from _named(section, variable + DELIMITER)
        else:
            yield variable, field.description or ""


def _unknown(names: Iterable[str], where: str) -> list[str]:
    known = setting_names()
    free = PREFIX + "RULES" + DELIMITER
    mine = (name for name in names if name.upper().startswith(PREFIX))
    return [
        f"{name.upper()} ({where}) is not a setting{_hint(name.upper(), known)}"
        for name in sorted(mine)
        if name.upper() not in known and not name.upper().startswith(free)
    ]


def _hint(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.7)
    return f"; did you mean {close[0]}?" if close else "; docs/settings.md lists those that are."


def _refuse(problems: list[str]) -> None:
    if problems:
        raise ConfigError(" ".join(problems))


def _sentence(error: ErrorDetails) -> str:
    """One of pydantic's findings as a sentence, without the value: it may be a secret."""
    variable = PREFIX + DELIMITER.join(str(part).upper() for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"{variable} (in {TOML_NAME}) is not a setting{_hint(variable, setting_names())}"
    return f"{variable}: {error['msg']}."
