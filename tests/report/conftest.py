"""One small market with its own freight: leather from Garut, shoes in Gianyar, sold in Banda Aceh."""

import polars as pl
import pytest
from day_of_report import DAY

from jejaring.market import build_market
from jejaring.planning import plan, verify
from jejaring.report import report_html

NASTY = "Koperasi Contoh <script>alert('x')</script> & \"Kulit\""


@pytest.fixture(scope="session")
def case():
    """Market, plan and verdict."""
    market = build_market(
        {
            "cooperatives": pl.DataFrame(
                {
                    "id": ["garut", "gianyar", "aceh", "sleman", "medan"],
                    "name": [
                        NASTY,
                        "Koperasi Contoh Sepatu",
                        "Koperasi Contoh Aceh",
                        "Koperasi Contoh Sleman",
                        "Koperasi Contoh Medan",
                    ],
                    "region": ["32.05", "51.04", "11.71", "34.04", "12.71"],
                }
            ),
            "offers": pl.DataFrame(
                {
                    "id": ["kulit-garut", "kulit-sleman"],
                    "cooperative": ["garut", "sleman"],
                    "commodity": ["kulit", "kulit"],
                    "quantity": [70.0, 50.0],
                    "price": [200_000.37, 900_000.0],
                }
            ),
            "needs": pl.DataFrame(
                {
                    "id": ["sepatu-aceh", "sepatu-medan"],
                    "cooperative": ["aceh", "medan"],
                    "commodity": ["sepatu", "sepatu"],
                    "quantity": [333.0, 100.0],
                    "price": [250_000.0, 60_000.0],
                }
            ),
            "capacities": pl.DataFrame(
                {
                    "id": ["jahit"],
                    "cooperative": ["gianyar"],
                    "recipe": ["buat-sepatu"],
                    "quantity": [400.0],
                    "price": [60_000.0],
                }
            ),
            "commodities": pl.DataFrame(
                {
                    "commodity": ["kulit", "sepatu"],
                    "name_id": ["Kulit", "Sepatu"],
                    "name_en": ["Leather", "Shoes"],
                    "unit": ["m2", "pasang"],
                    "kg_per_unit": [1.1, 0.9],
                }
            ),
            "recipes": pl.DataFrame(
                {
                    "recipe": ["buat-sepatu", "buat-sepatu"],
                    "commodity": ["sepatu", "kulit"],
                    "quantity": [1.0, -0.14],
                }
            ),
            "freight": pl.DataFrame(
                {
                    "origin": ["32.05", "51.04", "51.04", "34.04", "32.05"],
                    "destination": ["51.04", "11.71", "12.71", "51.04", "34.04"],
                    "rupiah_per_kg": [1_333.33, 3_777.77, 3_100.0, 900.0, 800.0],
                }
            ),
        }
    )
    proposal = plan(market)
    return market, proposal, verify(market, proposal)


@pytest.fixture(scope="session", params=["id", "en"])
def language(request):
    return request.param


@pytest.fixture(scope="session")
def page(case, language):
    return report_html(*case, language, name="contoh <b>", day=DAY)
