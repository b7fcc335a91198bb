"""A processing-network simplex: the exact optimum of a nation's market in seconds.

Goods move inside a commodity as in a transport network, and work turns one commodity into another. This
package solves such programs and knows nothing of markets, plans or reports: a `Program` goes in, a
`Solution` comes out. How it works is told, with drawings, in docs/solver.md; the modules in the order of
the method are

    problem     what is solved: ladders, lanes, windows, processes, hauliers
    layout      a program written as such a problem
    basis       where a solve stands: forests, ladder positions, levels, prices
    start       a first basis
    shares      work shared out: every commodity a network of its own
    crew        commodities that do not see each other, at once on all processors
    coordinate  every commodity solved alone, and all brought to agree by prices
    kilograms   what hauliers' kilograms are worth while commodities are alone
    hauls       lanes at the fee; processes where kilograms are scarce
    artificial  what is not to be had, at a price that rises
    pricing     which columns would improve it
    candidates  which of them is next
    column      what else would change if that column moved
    forests     trees cut off and anchored anew
    blocks      the few equations that go around in circles
    elimination how they are solved
    ratio       how far it can move
    exchange    one element leaves the basis, another enters
    repricing   what everything is worth afterwards
    pivots      all of that until nothing improves
    settling    what rounding has left behind is taken back
    answer      levels, flows and prices
    proof       that they are optimal
    draft       a solved market changed, listing by listing
    debts       what a change leaves out of balance, paid off by pivots
    first_unit  what the first unit more of something is worth
    standing    where a solve stood, by names; kept in files
    resume      taken up again in another market
"""

from jejaring.planning.simplex.solve import solve

__all__ = ["solve"]
