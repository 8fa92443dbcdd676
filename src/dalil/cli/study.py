"""Commands of a study: freeze, draw, code, estimate."""

from typing import Annotated

import typer

from dalil.cli import options, show
from dalil.cli.options import ActorOption, JsonOption, VaultOption
from dalil.flows import study as studying
from dalil.flows import vault as vaults

study = typer.Typer(no_args_is_help=True, help="Sample individuals, code blind, estimate with intervals.")
app = typer.Typer()
app.add_typer(study, name="study")

StudyArgument = Annotated[str, typer.Argument(metavar="STUDY", help="Study, such as S0001.")]
PPM = 10_000


@study.command("freeze")
def freeze(
    codebook: Annotated[str, typer.Argument(metavar="CODEBOOK", help="Codebook, a TOML file.")],
    vault: VaultOption,
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Freeze all individuals as a frame, at the log's present position."""
    with vaults.writing(vault, options.world(actor)) as opened:
        done = studying.freeze(opened, codebook)
    if as_json:
        show.json_lines([done.to_record()])
    else:
        show.say(f"Study {done.study}: {done.frame.size} individuals at log position {done.frame.position}.")
        show.say(f"frame {done.frame.digest}")
        show.say(f"seed  {done.seed}")


@study.command("draw")
def draw(
    study_id: StudyArgument,
    size: Annotated[int, typer.Option("--size", min=1, help="How many individuals to draw.")],
    vault: VaultOption,
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Draw the sample by the seed from the signed checkpoint."""
    with vaults.writing(vault, options.world(actor)) as opened:
        sample = studying.draw_sample(opened, study_id, size)
    if as_json:
        show.json_lines([{"study": study_id, "seed": sample.seed, "sample": [*sample.ids]}])
    else:
        show.say(f"{len(sample.ids)} individuals drawn by seed {sample.seed}:")
        for each in sample.ids:
            show.say(each)


@study.command("list")
def list_studies(vault: VaultOption) -> None:
    """List studies with their frames and seeds."""
    found = studying.studies(vaults.Vault.open(vault))
    rows = ((each.id, each.frame_size, each.position, (each.seed or "not drawn")[:16]) for each in found)
    show.table(("study", "individuals", "log position", "seed"), rows)


@study.command("show")
def show_study(study_id: StudyArgument, vault: VaultOption, actor: ActorOption = "") -> None:
    """Print the sample and the codes of the person who asks, as JSON; never those of others."""
    show.json_lines([studying.show(vaults.Vault.open(vault, options.world(actor)), study_id)])


@study.command("code")
def code(
    study_id: StudyArgument,
    individual: Annotated[str, typer.Argument(help="Individual of the sample.")],
    variable: Annotated[str, typer.Argument(help="Variable of the codebook.")],
    value: Annotated[str, typer.Argument(metavar="CODE", help='A code; "cannot-assess" is always one.')],
    vault: VaultOption,
    actor: ActorOption = "",
) -> None:
    """Record what you see; two people code each individual, a third settles a difference."""
    with vaults.writing(vault, options.world(actor)) as opened:
        studying.code(opened, study_id, (individual, variable, value))
    show.say(f"Recorded: {individual} {variable} = {value}.")


@study.command("estimate")
def estimate(
    study_id: StudyArgument,
    variable: Annotated[str, typer.Argument(help="Variable of the codebook.")],
    vault: VaultOption,
    as_json: JsonOption = False,
    actor: ActorOption = "",
) -> None:
    """Estimate a proportion with its 95 % interval and the agreement of the coders."""
    with vaults.writing(vault, options.world(actor)) as opened:
        done = studying.make_estimate(opened, study_id, variable)
    if as_json:
        show.json_lines([done.to_record()])
        return
    found, agreed = done.estimate, done.agreement
    show.say(f"{done.variable.question_en} · {done.variable.question_ar}")
    show.say(
        f"{found.code}: {found.proportion_ppm / PPM:.1f} % of individuals, 95 % interval "
        f"{found.wilson} (Wilson); {found.finite} for this frame of {found.population}."
    )
    show.say(
        f"{found.positive} of {found.assessed} assessed; {found.cannot_assess} cannot be assessed, "
        f"{found.open} not settled. Log position {done.position}."
    )
    kappa = "undefined" if agreed.kappa_ppm is None else f"{agreed.kappa_ppm / 1_000_000:.2f}"
    raw = 0 if agreed.raw_ppm is None else agreed.raw_ppm
    show.say(
        f"Two coders agree on {agreed.agreed} of {agreed.pairs} ({raw / PPM:.1f} %), Cohen's kappa {kappa}."
    )
