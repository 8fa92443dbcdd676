"""Commands of the vault answer scripts in JSON."""

import os

from dalil.core.custody.note import VerifierKey


def test_a_new_vault_names_itself_its_profile_and_its_key(commands, tmp_path):
    path = str(tmp_path / "vault")
    made = commands.run("init", path, "--profile", "syria", "--json").json
    with open(os.path.join(path, "keys", "log.vkey"), encoding="utf-8") as file:
        assert VerifierKey.parse(made["key"]) == VerifierKey.parse(file.read())
    assert made["key"].startswith(f"dalil.invalid/vault/{made['vault']}+")
    assert made["profile"] == "syria"
