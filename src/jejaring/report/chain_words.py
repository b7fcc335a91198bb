"""Chains put into words: the sentence, the account, the bar and the steps of each.

It knows how a chain is told. It refuses to know how much it is worth: that comes from `chains`.
"""

from typing import Any

from jejaring.market.model import Market
from jejaring.planning.model import Plan
from jejaring.report.chains import Chain, Line, chain_values, tell_chains
from jejaring.report.goods import Goods
from jejaring.report.places import Places
from jejaring.report.wording import Wording, inside_sentence, opening_sentence

TOLD = 6  # chains told in full
LISTED = 15  # chains in the table behind them
PLACES_NAMED = 3
PARTS = ("material", "work", "storage", "freight")


def chains_view(market: Market, plan: Plan, w: Wording, places: Places, goods: Goods) -> dict[str, Any]:
    """Everything the section on chains shows: the most valuable told in full, more in a table."""
    totals = chain_values(plan)
    shown = tell_chains(market, plan, totals["chain"].head(TOLD + LISTED).to_list())
    told, others = shown[:TOLD], shown[TOLD:]
    rest = totals.slice(TOLD + LISTED)
    key = "chains-none" if not told else "chains-intro" if totals.height > TOLD else "chains-intro-all"
    return {
        "intro": w.say(key, count=w.number(totals.height), told=w.number(len(told))),
        "told": [tell(chain, w, places, goods) for chain in told],
        "others_title": w.say("chains-others", count=w.number(len(others))),
        "others": [
            {
                "sentence": sentence(chain, w, places, goods),
                "buyer": chain.end.cooperative,
                "quantity": w.quantity(chain.end.quantity, goods.unit(chain.end.commodity)),
                "gain": w.money(chain.gain + chain.end.gain),
                "paid": w.money(chain.paid),
            }
            for chain in others
        ],
        "rest": w.say(
            "chains-rest", count=w.number(rest.height), value=w.short_money(float(rest["paid"].sum()))
        )
        if rest.height
        else "",
    }


def sentence(chain: Chain, w: Wording, places: Places, goods: Goods) -> str:
    """`Kulit dari Garut menjadi sepatu di Gianyar dan dijual di Banda Aceh`."""
    sources = w.listed(
        [
            w.say("chain-source", goods=inside_sentence(goods.name(commodity)), places=where)
            for commodity, where in _by_commodity(chain.lines_of("material"), w, places)
        ]
    )
    stages = w.say("chain-then").join(
        w.say("chain-stage", goods=inside_sentence(goods.name(commodity)), places=where)
        for commodity, where in _by_commodity(chain.lines_of("work"), w, places)
    )
    key = "chain-made" if sources and stages else "chain-worked" if stages else "chain-direct"
    end = places.name(chain.end.destination)
    return opening_sentence(w.say(key, sources=sources, stages=stages, place=end))


def _by_commodity(lines: tuple[Line, ...], w: Wording, places: Places) -> list[tuple[str, str]]:
    """Each commodity of the lines and the places it comes from, in the order things happen."""
    found: dict[str, dict[str, int]] = {}
    for line in lines:
        if not line.commodity:
            continue  # a sum of small lines
        found.setdefault(line.commodity, {})[places.name(line.origin)] = line.cost
    return [(commodity, w.listed(list(where), PLACES_NAMED)) for commodity, where in found.items()]


def tell(chain: Chain, w: Wording, places: Places, goods: Goods) -> dict[str, Any]:
    """One chain in full: sentence, account, the pieces of its bar, its parts and steps."""
    end, unit = chain.end, goods.unit(chain.end.commodity)
    quantity = w.quantity(end.quantity, unit)
    name = inside_sentence(goods.name(end.commodity))
    pieces: list[dict[str, Any]] = [
        {"look": part, "name": w.say(f"part-{part}"), "amount": chain.cost_of(part)} for part in PARTS
    ]
    gains: list[dict[str, Any]] = [
        {
            "look": "gain",
            "name": w.say("part-gain-of", who=line.cooperative or w.say(f"part-{line.part}")),
            "amount": line.gain,
        }
        for line in chain.lines
        if line.gain > 0
    ]
    saved: list[dict[str, Any]] = [{"look": "saved", "name": w.say("part-saved"), "amount": end.gain}]
    earned = {"look": "gain", "name": w.say("part-gain"), "amount": chain.gain}
    drawn = [piece for piece in (*pieces, *gains, *saved) if piece["amount"] > 0]
    for piece in drawn:
        piece["text"] = w.say(
            "piece",
            name=piece["name"],
            money=w.money(piece["amount"]),
            percent=w.percent(piece["amount"] / chain.value, 0),
        )
    account = "chain-account" if end.gain > 0 else "chain-account-level"
    return {
        "sentence": sentence(chain, w, places, goods),
        "account": w.say(
            account,
            buyer=end.cooperative,
            quantity=quantity,
            goods=name,
            price=w.price(chain.paid / end.quantity if end.quantity else 0.0, unit),
            paid=w.money(chain.paid),
            saved=w.money(end.gain),
        ),
        "in_words": w.say(
            "chain-in-words",
            value=w.money(chain.value),
            pieces="; ".join(piece["text"] for piece in drawn),
        ),
        "pieces": drawn,
        "parts": [
            {"look": part["look"], "name": part["name"], "money": w.money(part["amount"])}
            for part in (*pieces, earned, *saved)
            if part["amount"]
        ],
        "steps": [
            {
                "text": step(line, w, places, goods),
                "cost": w.money(line.cost),
                "gain": w.money(line.gain) if line.gain else "",
                "gets": w.money(line.cost + line.gain),
            }
            for line in chain.lines
        ],
        "paid_by": w.say(
            "step-paid-by",
            who=end.cooperative,
            place=places.name(end.destination),
            quantity=quantity,
            goods=name,
        ),
        "cost": w.money(chain.cost),
        "gain": w.money(chain.gain),
        "paid": w.money(chain.paid),
    }


def step(line: Line, w: Wording, places: Places, goods: Goods) -> str:
    """What happens at one step of a chain, as a sentence."""
    key = f"step-{line.part}"
    if not line.commodity:
        key += "-small"
    elif line.others:
        key += "-others"
    elif line.part == "freight" and line.cooperative:
        key = "step-haulage"
    by_weight = key == "step-haulage"
    return opening_sentence(
        w.say(
            key,
            who=line.cooperative,
            count=w.number(line.others),
            quantity=w.weight(line.quantity)
            if by_weight
            else w.quantity(line.quantity, goods.unit(line.commodity)),
            goods=inside_sentence(goods.name(line.commodity)),
            origin=places.name(line.origin),
            place=places.name(line.destination),
        )
    )
