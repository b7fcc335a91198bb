"""Agreements, commitments and deliveries, one record in each file."""

from jejaring.web.agreements.models.agreement import Agreement
from jejaring.web.agreements.models.commitment import Commitment
from jejaring.web.agreements.models.document import Document
from jejaring.web.agreements.models.event import Event
from jejaring.web.agreements.models.line import Line
from jejaring.web.agreements.models.made_of import MadeOf
from jejaring.web.agreements.models.party import Party
from jejaring.web.agreements.models.picture import Picture
from jejaring.web.agreements.models.shipment import Shipment
from jejaring.web.agreements.models.step import AgreementStep
from jejaring.web.agreements.models.version import AgreementVersion

__all__ = [
    "Agreement",
    "AgreementStep",
    "AgreementVersion",
    "Commitment",
    "Document",
    "Event",
    "Line",
    "MadeOf",
    "Party",
    "Picture",
    "Shipment",
]
