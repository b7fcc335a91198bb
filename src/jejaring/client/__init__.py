"""A thin client of a Jejaring site's API, for programs: only the standard library.

    from jejaring.client import Jejaring, calls

    site = Jejaring("https://jejaring.example", token="jjr_...")
    for listing in site.pages("/my/listings"):
        print(listing["commodity"], listing["quantity"])
    offer = calls.listings_create(site, {"cooperative": 12, "kind": "offers", "commodity": "gkg", ...})
    site.step(offer, "/listings", "close")

`calls` has a function for each operation that takes a body, `bodies` the types of what they take: mypy tells
a field that is misspelt, missing or of another kind. The client knows how to ask: token, language, pages,
ETags, keys that make repeating harmless, waiting when told.
It refuses to know rules: those are the site's, and told as `Refused`.
"""

from jejaring.client import bodies, calls
from jejaring.client.asking import Jejaring, Refused, Thing
from jejaring.client.checking import NotGenuine, checked

__all__ = ["Jejaring", "NotGenuine", "Refused", "Thing", "bodies", "calls", "checked"]
