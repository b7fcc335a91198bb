"""Proofs by repetition: all of them in `make prove`, a share in `make test` (docs/proofs.md)."""

whole = True
"""Whether all of each is wanted; the long proofs are then marked `prove`."""


def share_of(examples: int) -> int:
    """How many examples that nothing marks are gone through: a third of them in `make test`."""
    return examples if whole else examples // 3
