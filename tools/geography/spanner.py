"""Leaving out the links a network does not need.

Greedy spanner (Althöfer et al., On sparse spanners of weighted graphs, 1993): go through the links from
short to long and keep one only if the way along those already kept is longer than it by more than a
tolerance. Between any two nodes the kept links are at most that tolerance longer than all links.
"""

import numpy as np
from numpy.typing import NDArray


def spanner(
    nodes: int,
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    length: NDArray[np.float64],
    tolerance: float,
) -> NDArray[np.int64]:
    """Indices of the links to keep, ascending.

    Parameters
    ----------
    nodes : int
        Number of nodes.
    start, end : NDArray
        Shape (links,): the nodes each link joins, in both directions.
    length : NDArray
        Shape (links,): > 0.
    tolerance : float
        How much longer, as a share, a way may become.
    """
    distance = np.full((nodes, nodes), np.inf)
    np.fill_diagonal(distance, 0.0)
    kept = []
    for link in np.lexsort((end, start, length)):
        a, b, own = int(start[link]), int(end[link]), float(length[link])
        if distance[a, b] <= (1 + tolerance) * own:
            continue
        kept.append(link)
        through = distance[:, a, None] + (own + distance[b])
        np.minimum(distance, np.minimum(through, through.T), out=distance)
    return np.sort(np.array(kept, dtype=np.int64))
