import os
from pathlib import Path

import pytest

from config.settings import ConfigError, load_settings, setting_names


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [n for n in os.environ if n.upper().startswith("STAGEDOOR_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("STAGEDOOR_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()


def test_the_database_lies_in_the_data_directory_unless_another_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert f"sqlite+aiosqlite:///{tmp_path.as_posix()}/data/stagedoor.db" == load_settings().database

    monkeypatch.setenv("STAGEDOOR_DATABASE_URL", "postgresql+asyncpg://kess@localhost/log")

    assert load_settings().database == "postgresql+asyncpg://kess@localhost/log"


def test_the_environment_wins_over_the_env_file_and_that_over_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data" / "stagedoor.toml").write_text('log_level = "error"\n[console]\nport = 1001\nhost = "toml"\n', encoding="utf-8")
    (tmp_path / ".env").write_text("STAGEDOOR_CONSOLE__HOST=dotenv\nSTAGEDOOR_CONSOLE__PORT=1002\n", encoding="utf-8")
    monkeypatch.setenv("STAGEDOOR_CONSOLE__PORT", "1003")

    settings = load_settings()

    assert (settings.log_level, settings.console.host, settings.console.port) == ("error", "dotenv", 1003)


def test_an_option_of_a_command_wins_over_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGEDOOR_DATABASE_URL", "sqlite+aiosqlite:///from-env.db")

    assert load_settings(database_url="sqlite+aiosqlite:///from-option.db").database == "sqlite+aiosqlite:///from-option.db"


@pytest.mark.parametrize("value", ["kess,tovi", " kess , tovi ", '["kess", "tovi"]'])
def test_channels_are_a_json_list_or_names_with_commas(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGEDOOR_TWITCH__CHANNELS", value)

    assert load_settings().twitch.channels == ("kess", "tovi")


def test_a_misspelt_variable_stops_the_start_with_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGEDOOR_DATABSE_URL", "sqlite://")

    with pytest.raises(ConfigError) as caught:
        load_settings()

    assert str(caught.value) == "STAGEDOOR_DATABSE_URL (in the environment) is not a setting; did you mean STAGEDOOR_DATABASE_URL?"


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        (
            ".env",
            "STAGEDOOR_DISCORD__TOKN=x\n",
            "STAGEDOOR_DISCORD__TOKN (in .env) is not a setting; did you mean STAGEDOOR_DISCORD__TOKEN?",
        ),
        (
            "data/stagedoor.toml",
            "[discord]\ntokn='x'\n",
            "STAGEDOOR_DISCORD__TOKN (in stagedoor.toml) is not a setting; did you mean STAGEDOOR_DISCORD__TOKEN?",
        ),
        (
            "data/stagedoor.toml",
            "databse_url='x'\n",
            "STAGEDOOR_DATABSE_URL (in stagedoor.toml) is not a setting; did you mean STAGEDOOR_DATABASE_URL?",
        ),
        (
            "data/stagedoor.toml",
            "port = = 1\n",
            "stagedoor.toml in the data directory is not readable as TOML: Invalid value (at line 1, column 8).",
        ),
    ],
)
def test_misspelt_names_in_files_are_found_too(file: str, content: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / file).write_text(content, encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        load_settings()

    assert expected == str(caught.value)


def test_other_programs_variables_in_the_env_file_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("NODE_ENV=production\n", encoding="utf-8")

    assert load_settings().log_level == "info"


def test_a_bad_value_is_named_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGEDOOR_DISCORD__GUILD_ID", "hunter2hunter2")

    with pytest.raises(ConfigError) as caught:
        load_settings()

    assert str(caught.value).startswith("STAGEDOOR_DISCORD__GUILD_ID: ")
    assert "hunter2" not in str(caught.value)


def test_secrets_never_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGEDOOR_TWITCH__TOKENS", '[["xyzzy-access", "xyzzy-refresh"]]')
    monkeypatch.setenv("STAGEDOOR_DISCORD__TOKEN", "xyzzy-discord")
    monkeypatch.setenv("STAGEDOOR_DATABASE_URL", "postgresql+asyncpg://u:xyzzy-db@host/x")

    settings = load_settings()

    assert "xyzzy" not in repr(settings)
    assert settings.twitch.tokens[0][0].get_secret_value() == "xyzzy-access"


def test_settings_of_single_rules_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGEDOOR_RULES__REPEAT_AFTER_REFUSAL__WINDOW_DAYS", "14")

    assert load_settings().rules == {"repeat_after_refusal": {"window_days": "14"}}


def test_the_contract_of_variables_is_kept() -> None:
    contract = """DATA_DIR DATABASE_URL TWITCH__CLIENT_ID TWITCH__CLIENT_SECRET TWITCH__CHANNELS TWITCH__BOT_ID TWITCH__TOKENS
    TWITCH__API_URL TWITCH__AUTH_URL TWITCH__EVENTSUB_URL DISCORD__TOKEN DISCORD__GUILD_ID DISCORD__ALERT_CHANNEL_ID
    DISCORD__CARE_CHANNEL_ID
    DISCORD__SYNC_COMMANDS DISCORD__API_URL DISCORD__GATEWAY_URL CONSOLE__HOST CONSOLE__PORT CONSOLE__TOKEN""".split()

    assert {f"STAGEDOOR_{name}" for name in contract} <= set(setting_names())
