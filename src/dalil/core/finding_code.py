"""Finding codes: what each finding of a verifier weighs, means, and asks of whoever reads it.

docs/spec/codes.md is printed from this table. Shape tests hold that every code that ``dalil verify``,
``dalil_check.py`` or the counting of approvals can report stands here with the weight it is reported with.
A code never changes its meaning; a new meaning is a new code.
"""

from dataclasses import dataclass
from typing import Final

from dalil.core.finding import Severity


@dataclass(frozen=True, slots=True)
class FindingCode:
    """One code: its weight, what is the case, and what to do about it."""

    severity: Severity
    meaning: str
    remedy: str


def _unsound(meaning: str, remedy: str) -> FindingCode:
    return FindingCode(Severity.UNSOUND, meaning, remedy)


def _warning(meaning: str, remedy: str) -> FindingCode:
    return FindingCode(Severity.WARNING, meaning, remedy)


def _note(meaning: str, remedy: str) -> FindingCode:
    return FindingCode(Severity.NOTE, meaning, remedy)


_FROM_COPY: Final = "Stop writing to this vault; restore that file from another copy and verify again."
_TAKE_AGAIN: Final = "Ask the sender for the bundle again, whole; do not use this one."
_ASK_KEEPER: Final = "Ask the log's keeper, by another way; keep both, for together they are the proof."
_NOTHING: Final = "Nothing."

VAULT: Final[dict[str, FindingCode]] = {
    "attachment-changed": _unsound(
        "A cosigned checkpoint or partner's key that no entry names is not what its name was made from.",
        _FROM_COPY,
    ),
    "attachment-unclaimed": _note(
        "A cosigned checkpoint or a partner's key is named by no entry: a command was interrupted.",
        "Run the same `dalil cosign attach` again.",
    ),
    "balance-mismatch": _unsound(
        "A manifest's lines do not add up to the balance that its entry states.", _FROM_COPY
    ),
    "checkpoint-foreign": _unsound(
        "A checkpoint is of another log, or not signed by this log's key.",
        "Check that checkpoint, key and vault belong together.",
    ),
    "checkpoint-malformed": _unsound("A checkpoint is not in the form of a signed note.", _FROM_COPY),
    "checkpoint-missing": _unsound("The log has no checkpoint that can be read.", _FROM_COPY),
    "checkpoint-unsigned": _unsound(
        "The checkpoint is not signed by the log's key, and by it alone.", _FROM_COPY
    ),
    "config-changed": _unsound("dalil.toml is not the file that the first entry names.", _FROM_COPY),
    "cosignature-sound": _note(
        "A partner's cosignature verifies over a prefix of this log.",
        "Compare the partner's key with the one that you have from the partner by another way.",
    ),
    "cosignature-unsound": _unsound(
        "A partner's cosignature was changed, is by an unknown partner, or is not over a prefix of this log.",
        "Ask the partner for the cosigned checkpoint again.",
    ),
    "exhibit-changed": _unsound("An exhibit's bytes are not those that its name was made from.", _FROM_COPY),
    "exhibit-missing": _unsound(
        "The log names an exhibit or another file of the store, and it is gone.", _FROM_COPY
    ),
    "exhibit-unclaimed": _note(
        "A whole file of the store is named by no entry yet: an acquisition was interrupted.",
        "Run the same `dalil acquire` again: it resumes.",
    ),
    "exhibit-unreadable": _unsound(
        "An exhibit cannot be read from the disk.",
        "Check the disk and the rights on the vault's folder; then restore the file from another copy.",
    ),
    "folder-unreadable": _unsound(
        "A folder of the vault cannot be listed, so what it holds was not checked.",
        "Check the disk and the rights on the vault's folder, then verify again.",
    ),
    "key-absent": _note(
        "The log's private key is not here: this copy can be read and verified, not written to.",
        "Nothing, for a copy. Otherwise put the key back into the keys folder.",
    ),
    "key-changed": _unsound(
        "keys/log.vkey is not the key in hand, or not the one that the first entry names.", _FROM_COPY
    ),
    "key-in-clear": _warning(
        "The log's private key stands in the clear: whoever copies the folder can write to the log.",
        "Make vaults with DALIL_PASSPHRASE set. Have partners cosign this one's checkpoints.",
    ),
    "key-missing": _unsound(
        "The log's public key is missing, or it or the private key is not in its form or not the log's.",
        _FROM_COPY,
    ),
    "key-readable": _warning(
        "Other users of this machine can read the log's private key.", "chmod 600 keys/log.key"
    ),
    "log-entry-changed": _unsound("An entry of the log is not the one that was signed for.", _FROM_COPY),
    "log-entry-malformed": _unsound("An entry of the log is not in the form of an event.", _FROM_COPY),
    "log-rewritten": _unsound(
        "The first entries of the log are not those that a checkpoint of its own key signs for.", _ASK_KEEPER
    ),
    "log-rolled-back": _unsound(
        "The log is shorter than a checkpoint says that its own key signed, in hand or beside the log.",
        _ASK_KEEPER,
    ),
    "log-root-mismatch": _unsound("Neither entries nor tiles hash to the signed root.", _FROM_COPY),
    "log-tile-changed": _unsound("A hash tile of the log is not that of the entries below it.", _FROM_COPY),
    "log-tile-extra": _note(
        "A file below log/tile is no part of the signed log.",
        "Nothing: it was left by an interrupted write, or put there. The log does not count it.",
    ),
    "log-tile-missing": _unsound("A tile of the log is missing, too short, or cannot be read.", _FROM_COPY),
    "log-without-creation": _unsound("The first entry is not the creation of a vault.", _FROM_COPY),
    "manifest-damaged": _unsound("An acquisition's manifest is missing, changed or malformed.", _FROM_COPY),
    "manifest-root-mismatch": _unsound(
        "A manifest's lines do not hash to the Merkle root that its entry states.", _FROM_COPY
    ),
    "not-a-vault": _unsound(
        "The folder is neither a vault, nor a receipt, nor a bundle.",
        "Give the folder that holds dalil.toml, receipt.json or bagit.txt.",
    ),
    "vault-unfinished": _unsound(
        "The making of the vault was interrupted, by a full disk or otherwise; nothing was received into it.",
        "Make room, and run the command that makes the vault (`init`, `acquire`) again: it goes on.",
    ),
    "vault-newer": _unsound("The vault is of a form that this program does not know.", "Use a newer Dalil."),
    "partner-key-changed": _unsound(
        "A partner's key is not the one whose cosignature was attached.",
        "Restore it from another copy, or ask the partner for the key again.",
    ),
    "payload-changed": _unsound("A payload's bytes are not those that its name was made from.", _FROM_COPY),
    "payload-erased": _note("A payload was erased, and an entry says so: consent was withdrawn.", _NOTHING),
    "payload-missing": _unsound(
        "An entry names a payload that is not there, and no entry says that it was erased.", _FROM_COPY
    ),
    "payload-not-erased": _unsound(
        "An entry says that a payload was erased, and it is still there.",
        "Remove it: a restored copy brought it back. Remove it from the other copies too.",
    ),
    "payload-unclaimed": _note(
        "A payload is named by no entry: left by an interrupted command, or put there.",
        "The next command that writes to the vault removes it, unless the log is damaged or an older one was "
        "put back. What has not a payload's name and place stays: find out who put it there.",
    ),
    "payload-unreadable": _unsound(
        "A payload cannot be read from the disk.",
        "Check the disk and the rights on the vault's folder; then restore the file from another copy.",
    ),
    "store-stranger": _unsound(
        "A file stands in the store under a name or in a folder that no exhibit has.",
        "Find out who put it there; move it out of the store, and verify again.",
    ),
    "timestamp-present": _note(
        "A time-stamp's files are those that the log names; the token itself was not read.",
        "Check it: `openssl ts -verify -data checkpoint -in token.tsr -CAfile roots.pem` in that folder.",
    ),
    "timestamp-sound": _note(
        "A time-stamp verifies over a prefix of this log, against the roots that were attached with it.",
        "Compare the authority's root certificate with the one that it publishes.",
    ),
    "timestamp-unsound": _unsound(
        "A time-stamp's files are not those that the log names, or do not verify.",
        "Restore them from another copy, or ask the authority for a new time-stamp.",
    ),
}
"""About a vault."""

LEAVING: Final[dict[str, FindingCode]] = {
    "approval-by-proposer-alone": _note("Only the proposer has approved.", "Have another authority approve."),
    "approval-elsewhere": _note(
        "An approval is for another release or another tier; it does not count.", _NOTHING
    ),
    "approval-refused": _note("An authority refuses the release.", "Ask the authority for its reasons."),
    "approval-repeated": _note("An authority approved twice; it counts once.", _NOTHING),
    "approval-unsigned": _note(
        "No authority of the tier signed the approval well; it does not count.",
        "Have the authority sign the approval's text again.",
    ),
    "approvals-missing": _unsound(
        "The bundle carries fewer approvals than the policy demands for its tier.",
        "Do not use it: the sender must get the approvals first.",
    ),
    "bag-file-changed": _unsound("A file's bytes are not those that the bag's manifest names.", _TAKE_AGAIN),
    "bag-file-missing": _unsound("The bag's manifest names a file that is not there.", _TAKE_AGAIN),
    "bag-file-unlisted": _unsound("A file stands in the bag that its manifest does not name.", _TAKE_AGAIN),
    "bag-malformed": _unsound("A manifest of the bag is missing or not in its form.", _TAKE_AGAIN),
    "checkpoint-other": _note(
        "The proof leads to another checkpoint than the one in hand.",
        "Ask the log's keeper for a proof under a newer checkpoint, if you need both to be of one log.",
    ),
    "policy-malformed": _unsound("The policy cannot be read, or has no rule for the tier.", _TAKE_AGAIN),
    "policy-other": _unsound("The policy is not the one that the release names.", _TAKE_AGAIN),
    "policy-unread": _unsound(
        "This Python is older than 3.11 and cannot read the policy, so approvals were not checked.",
        "Run the checker with Python 3.11 or newer.",
    ),
    "receipt-malformed": _unsound("The receipt lacks a part, or a part is not in its form.", _TAKE_AGAIN),
    "receipt-unsound": _unsound(
        "The receipt's proof does not lead from the file to the signed checkpoint.", _TAKE_AGAIN
    ),
    "release-file-other": _unsound("The files are not exactly those that were approved.", _TAKE_AGAIN),
    "release-malformed": _unsound("release.json is missing or not in its form.", _TAKE_AGAIN),
    "release-not-logged": _unsound(
        "The bundle's proofs do not show that the log holds this release's proposal.", _TAKE_AGAIN
    ),
}
"""About a receipt, a bundle or an approval."""

FINDING_CODES: Final[dict[str, FindingCode]] = {**VAULT, **LEAVING}
"""Every code."""
