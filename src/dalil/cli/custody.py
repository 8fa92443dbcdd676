"""Commands about proof: receipts, time-stamps, cosignatures, keys."""

import os
from typing import Annotated

import typer

from dalil.cli import options, show
from dalil.cli.options import ActorOption, VaultOption
from dalil.core.custody.note import Algorithm, VerifierKey
from dalil.core.errors import Refusal
from dalil.core.limits import GIVEN_FILE_BYTES_MAX
from dalil.flows import prove as proving
from dalil.flows import vault as vaults
from dalil.flows import witness
from dalil.store import keys, plain, timestamps
from dalil.store.disk import Disk
from dalil.store.keys import KeyMissing, Signer

app = typer.Typer()
timestamp = typer.Typer(help="RFC 3161 time-stamps of a checkpoint, by courier.", no_args_is_help=True)
cosign = typer.Typer(help="Cosignatures of partner institutions, by courier.", no_args_is_help=True)
key = typer.Typer(help="Keys of partners and authorities, made on their own machine.", no_args_is_help=True)
app.add_typer(timestamp, name="timestamp")
app.add_typer(cosign, name="cosign")
app.add_typer(key, name="key")


class FileUnreadable(Refusal):
    """The file {path} cannot be read: {detail}."""

    code = "file-unreadable"
    exit_status = 45
    remedy = "Check the path and the rights on it."


class KeyUnfit(Refusal):
    """The key {name} signs other things than this: {detail}."""

    code = "key-unfit"
    exit_status = 49
    remedy = "Make a key of its own with `dalil key make`: for checkpoints with --cosigner, else without."


class KeyTaken(Refusal):
    """There is a key at {path} already."""

    code = "key-taken"
    exit_status = 49
    remedy = "Name a file that does not exist: a key is never written over."


def content_of(path: str) -> bytes:
    """All bytes of a plain file named on the command line. Raises: FileUnreadable."""
    try:
        return plain.content_given(path, GIVEN_FILE_BYTES_MAX)
    except OSError as wrong:
        raise FileUnreadable(path=path, detail=wrong.strerror) from wrong


@app.command()
def prove(
    digest: Annotated[str, typer.Argument(help="SHA-256 of the exhibit; may be shortened.")],
    vault: VaultOption,
    out: Annotated[str, typer.Option(help="Folder to write the receipt into.")],
) -> None:
    """Write a receipt: proof that one file was received, without any other file."""
    proven = proving.prove(vaults.Vault.open(vault), digest, out)
    show.say(
        f"Receipt written to {out}: the file was received in acquisition {proven.acquisition}, which was "
        f"sealed at {proven.at} as entry {proven.entry} of the log."
    )
    show.say(f"Check it with: python3 {os.path.join(out, proving.CHECKER)} {out} --key KEY")
    show.note("Give the log's key (keys/log.vkey) by another way than this folder.")


@timestamp.command("request")
def timestamp_request(
    vault: VaultOption,
    out: Annotated[str, typer.Option(help="Folder for request.tsq and the checkpoint.")],
) -> None:
    """Write a request that a courier takes to a time-stamping authority."""
    checkpoint = bytes(vaults.Vault.open(vault).journal.checkpoint_note())
    Disk().replace_file(os.path.join(out, "request.tsq"), timestamps.request(checkpoint))
    Disk().replace_file(os.path.join(out, "checkpoint"), checkpoint)
    show.say(f"{out}: request.tsq goes to the authority; checkpoint stays with its answer.")


@timestamp.command("attach")
def timestamp_attach(
    vault: VaultOption,
    token: Annotated[str, typer.Option(help="The authority's answer (.tsr).")],
    checkpoint: Annotated[str, typer.Option(help="The checkpoint that went with the request.")],
    roots: Annotated[str, typer.Option(help="The authority's root certificates (PEM).")],
    actor: ActorOption = "",
) -> None:
    """Verify an authority's answer and keep it beside the log."""
    given = [content_of(path) for path in (checkpoint, token, roots)]
    with vaults.writing(vault, options.world(actor)) as opened:
        moment, receipt = witness.attach_timestamp(opened, *given)
    show.say(f"Time-stamp of {moment} attached as entry {receipt.index}.")


@cosign.command("request")
def cosign_request(
    vault: VaultOption,
    out: Annotated[str, typer.Option(help="File for the request.")],
    seen: Annotated[
        int, typer.Option(min=0, help="Entries that the partner saw last; 0 at the first time.")
    ] = 0,
) -> None:
    """Write what a partner needs to cosign the log as it stands now."""
    Disk().replace_file(out, witness.cosign_request(vaults.Vault.open(vault), seen))
    show.say(f"{out} goes to the partner, with the log's key by another way.")


@cosign.command("sign")
def cosign_sign(
    request: Annotated[str, typer.Argument(help="The request file.")],
    log_key: Annotated[str, typer.Option(help="The log's verifier key, or a file with it.")],
    key_file: Annotated[
        str, typer.Option("--key", help="The partner's key, from `dalil key make --cosigner`.")
    ],
    seen: Annotated[str, typer.Option(help="File that remembers what was signed last.")],
    out: Annotated[str, typer.Option(help="File for the cosigned checkpoint.")],
) -> None:
    """As a partner: cosign a log that grew out of the one seen before."""
    partner = signer(key_file, Algorithm.COSIGNATURE)
    signed = witness.cosign(content_of(request), verifier(log_key), partner, seen, disk=Disk())
    Disk().replace_file(out, bytes(signed))
    show.say(f"{out} goes back to the log's keeper.")


@cosign.command("attach")
def cosign_attach(
    vault: VaultOption,
    signed: Annotated[str, typer.Argument(help="The cosigned checkpoint.")],
    partner: Annotated[str, typer.Option(help="The partner's verifier key, or a file with it.")],
    actor: ActorOption = "",
) -> None:
    """Verify a partner's cosignature and keep it beside the log."""
    with vaults.writing(vault, options.world(actor)) as opened:
        receipt = witness.attach_cosignature(opened, content_of(signed), verifier(partner))
    show.say(f"Cosignature attached as entry {receipt.index}.")


@key.command("make")
def key_make(
    path: Annotated[
        str, typer.Argument(help="Where the private key goes; the public one beside it as .vkey.")
    ],
    name: Annotated[str, typer.Option(help="Name in signatures, such as commission.example/release.")],
    cosigner: Annotated[bool, typer.Option("--cosigner", help="A key for cosigning checkpoints.")] = False,
) -> None:
    """Make an Ed25519 key: sealed under DALIL_PASSPHRASE where that is given."""
    if os.path.lexists(path) or os.path.lexists(f"{path}.vkey"):
        raise KeyTaken(path=path)
    made = keys.make(name, Algorithm.COSIGNATURE if cosigner else Algorithm.ED25519)
    keys.write(path, f"{path}.openssh", made, Disk(), passphrase=options.new_passphrase("the key"))
    Disk().replace_file(f"{path}.vkey", f"{made.key}\n".encode())
    show.say(str(made.key))


def verifier(text_or_path: str) -> VerifierKey:
    """A verifier key given as text or as a file. Raises: KeyMissing, NoteMalformed."""
    if os.path.exists(text_or_path):
        return keys.read_verifier(text_or_path)
    return VerifierKey.parse(text_or_path)


def signer(path: str, algorithm: Algorithm = Algorithm.ED25519) -> Signer:
    """A private key made by ``dalil key make``, of one kind. Raises: KeyLocked, KeyMissing, KeyUnfit."""
    stem = path.removesuffix(".openssh")
    if not os.path.exists(f"{stem}.vkey"):
        raise KeyMissing(path=f"{stem}.vkey")
    public = keys.read_verifier(f"{stem}.vkey")
    if public.algorithm is not algorithm:
        made = "cosignatures alone" if public.algorithm is Algorithm.COSIGNATURE else "notes alone"
        raise KeyUnfit(name=public.name, detail=f"it was made for {made}")
    sealed = f"{stem}.openssh"
    passphrase = options.passphrase(f"the key {stem}") if os.path.exists(sealed) else None
    return keys.load(stem, sealed, public, passphrase=passphrase)
