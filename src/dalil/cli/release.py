"""Commands by which something leaves: policy, proposal, approvals, seal."""

from typing import Annotated

import typer

from dalil.cli import options, show
from dalil.cli.cover import plan_of
from dalil.cli.options import ActorOption, JsonOption, VaultOption
from dalil.core.release.policy import Tier
from dalil.flows import policy as policies
from dalil.flows import release as releasing
from dalil.flows import vault as vaults

release = typer.Typer(no_args_is_help=True, help="Let something leave: policy, proposal, seal.")
app = typer.Typer()
app.add_typer(release, name="release")

ReleaseArgument = Annotated[str, typer.Argument(metavar="RELEASE", help="Release, such as R0001.")]


@release.command("policy")
def policy(
    path: Annotated[str, typer.Argument(metavar="FILE", help="policy.toml")],
    vault: VaultOption,
    actor: ActorOption = "",
) -> None:
    """Set the policy: which authorities must approve what leaves. It is logged."""
    with vaults.writing(vault, options.world(actor)) as opened:
        digest = policies.set_policy(opened, path)
    show.say(f"Policy {digest} is in force.")


@release.command("propose")
def propose(
    vault: VaultOption,
    tier: Annotated[Tier, typer.Option(help="For whom.")],
    recipient: Annotated[str, typer.Option(help="Who gets it.")],
    individual: Annotated[list[str], typer.Option(help="Individual to release; may be repeated.")],
    purpose: Annotated[str, typer.Option(help="What for.")] = "",
    cover: Annotated[
        list[str] | None,
        typer.Option(
            help="What to cover in a photograph: DIGEST=left,top,right,bottom in parts of 1 of the "
            "photograph as it is shown, upright, or DIGEST=none; a digest may be shortened; may be repeated."
        ),
    ] = None,
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Put a release together, keep its final bytes, and log the manifest that authorities will sign."""
    with vaults.writing(vault, options.world(actor)) as opened, show.meter("Making derivatives"):
        plan = plan_of(opened, cover or [])
        asked = releasing.Asked(tier.value, recipient, purpose, tuple(individual), plan)
        done = releasing.propose(opened, asked)
    if as_json:
        show.json_lines([done.to_record()])
    else:
        show.say(f"Release {done.release}: {done.files} files, manifest {done.manifest}.")
        show.say(f"Each authority signs the text of `dalil release text {done.release}`.")


@release.command("list")
def list_releases(vault: VaultOption) -> None:
    """List releases and what became of them."""
    found = releasing.releases(vaults.Vault.open(vault))
    titles = ("release", "tier", "state", "refused by", "manifest", "bundle")
    rows = (
        (each.id, each.tier, each.state, ", ".join(refused), each.manifest[:12], (each.bundle or "")[:12])
        for each, refused in found
    )
    show.table(titles, rows)


@release.command("text")
def text(release_id: ReleaseArgument, vault: VaultOption) -> None:
    """Print the text that authorities sign, and nothing else."""
    typer.echo(releasing.approval_text(vaults.Vault.open(vault), release_id), nl=False)


@release.command("status")
def status(release_id: ReleaseArgument, vault: VaultOption, as_json: JsonOption = False) -> None:
    """Show which approvals a release has and which it lacks."""
    found = releasing.status(vaults.Vault.open(vault), release_id)
    if as_json:
        show.json_lines([found.to_record()])
        return
    approved = ", ".join(found.quorum.counted) or "nobody"
    show.say(f"{release_id}, tier {found.release.tier}, {found.release.state}: approved by {approved}.")
    if found.refused_by:
        show.say(f"Refused by {', '.join(found.refused_by)}.")
    if found.replaced:
        show.say("It was proposed under another policy than the one in force, and must be proposed again.")
    else:
        show.say("Sufficient." if found.quorum.sufficient else f"Missing: {', '.join(found.quorum.missing)}.")
    for each in found.quorum.findings:
        show.say(f"{each.subject}: {each.code}: {each.detail}")


@release.command("seal")
def seal(
    release_id: ReleaseArgument,
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="Bundle to write; must not exist.")],
    vault: VaultOption,
    actor: ActorOption = "",
) -> None:
    """Write the bundle of an approved release; refused while an approval is missing."""
    with vaults.writing(vault, options.world(actor)) as opened:
        digest = releasing.seal(opened, release_id, folder)
    show.say(f"Bundle {digest} written to {folder}.")
