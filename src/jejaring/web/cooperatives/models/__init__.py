"""The register's records, one in each file."""

from jejaring.web.cooperatives.models.claim import Claim
from jejaring.web.cooperatives.models.cooperative import Cooperative
from jejaring.web.cooperatives.models.fact import Fact
from jejaring.web.cooperatives.models.invitation import Invitation
from jejaring.web.cooperatives.models.membership import Membership
from jejaring.web.cooperatives.models.mismatch import Mismatch
from jejaring.web.cooperatives.models.register_import import RegisterImport
from jejaring.web.cooperatives.models.search_word import SearchWord, VocabularyWord
from jejaring.web.cooperatives.models.territory import Territory

__all__ = [
    "Claim",
    "Cooperative",
    "Fact",
    "Invitation",
    "Membership",
    "Mismatch",
    "RegisterImport",
    "SearchWord",
    "Territory",
    "VocabularyWord",
]
