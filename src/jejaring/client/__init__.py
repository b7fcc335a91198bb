"""A thin client of a Jejaring site's API, for programs: only the standard library.

    from jejaring.client import Jejaring

    site = Jejaring("https://jejaring.example", token="jjr_...")
    for listing in site.pages("/my/listings"):
        print(listing["commodity"], listing["quantity"])
    offer = site.post("/listings", {"cooperative": 12, "kind": "offers", "commodity": "gkg", ...})
    site.step(offer, "/listings", "close")

It knows how to ask: token, language, pages, ETags, keys that make repeating harmless, waiting when told.
It refuses to know rules: those are the site's, and told as `Refused`.
"""

from jejaring.client.asking import Jejaring, Refused, Thing
from jejaring.client.checking import NotGenuine, checked

__all__ = ["Jejaring", "NotGenuine", "Refused", "Thing", "checked"]
