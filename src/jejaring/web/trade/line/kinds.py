"""Which of the five listings a line is."""

import re

from jejaring.web.trade.line.vocabulary import vocabulary

AT_A_STORE = re.compile(r"(?<![a-z])(?:di|dari|franco|loco|ke|ex)\s+(?:gudang|silo|penyimpanan)")


def kinds_of(text: str, *, verbs: bool, monthly: bool) -> tuple[str, ...]:
    """One kind; several: it has to be asked; none: nothing says which."""
    words = vocabulary()
    says = {kind: bool(pattern.search(text)) for kind, pattern in words.kinds.items()}
    selling = bool(words.selling.search(text))
    if selling and says["needs"]:
        return ("offers", "needs")
    if selling:
        return ("offers",)
    if says["haulage"]:
        return ("haulage", "needs") if says["needs"] else ("haulage",)
    if says["stores"] and not AT_A_STORE.search(text):
        if says["needs"]:
            return ("needs",)
        wanted = words.unclear.search(text) and not words.offered.search(text)
        return ("stores", "needs") if wanted else ("stores",)
    if says["needs"]:
        return ("needs",)
    if verbs and (words.able.search(text) or monthly):
        return ("capacities",)
    if says["offers"]:
        return ("offers",)
    return ("capacities",) if verbs or says["capacities"] else ()


def verbs_of(text: str) -> list[str]:
    """The work that a line names, as stems."""
    return [stem for stem, pattern in vocabulary().verbs.items() if pattern.search(text)]
