"""By how many per cent the network makes and delivers things for less: "ongkos produksi turun x %".

What the network makes is priced at both costs per unit, its own and that of the narrower scope, recipe by
recipe or commodity by commodity: 1 - sum of q x c(network) / sum of q x c(narrower), q being the network's
quantities (a Paasche index of costs). Only what both make can be compared; `covered` says how much of the
network's that is.
"""

import polars as pl

CHEAPER_COLUMNS = {
    "scope": pl.String,  # what the network is compared with
    "measure": pl.String,  # production_cost or delivered_cost
    "fall": pl.Float64,  # by which share it is cheaper in the network, below 0: dearer; null: no telling
    "covered": pl.Float64,  # the share of the network's cost that is compared, 0 to 1
    "network": pl.Float64,  # rupiah: what is compared, at the network's costs
    "narrower": pl.Float64,  # rupiah: the same at those of the scope
}
MEASURES = ("production_cost", "delivered_cost")


def cheaper(table: pl.DataFrame) -> pl.DataFrame:
    """How much cheaper the network is than each narrower scope.

    Parameters
    ----------
    table : DataFrame
        What `savings` gives.

    Returns
    -------
    DataFrame
        `CHEAPER_COLUMNS`. Production cost counts inputs as their maker pays for them, suppliers' gains
        included; delivered cost counts nobody's gain.
    """
    costs = table.filter(pl.col("measure").is_in(MEASURES))
    own = costs.filter(pl.col("scope") == "network").select("measure", "subject", "quantity", cost="value")
    scopes = table.filter(pl.col("scope") != "network")["scope"].unique(maintain_order=True)
    whole = own.group_by("measure", maintain_order=True).agg(
        whole=(pl.col("quantity") * pl.col("cost")).sum()
    )
    pairs = pl.DataFrame({"scope": scopes}).join(pl.DataFrame({"measure": MEASURES}), how="cross")
    compared = (
        costs.select("scope", "measure", "subject", narrower="value")
        .join(own, on=["measure", "subject"], maintain_order="left")
        .group_by("scope", "measure", maintain_order=True)
        .agg(
            network=(pl.col("quantity") * pl.col("cost")).sum(),
            narrower=(pl.col("quantity") * pl.col("narrower")).sum(),
        )
    )
    return (
        pairs.join(compared, on=["scope", "measure"], how="left", maintain_order="left")
        .join(whole, on="measure", how="left", maintain_order="left")
        .with_columns(pl.col("network", "narrower").fill_null(0.0))
        .with_columns(
            fall=pl.when(pl.col("narrower") > 0).then(1 - pl.col("network") / pl.col("narrower")),
            covered=pl.when(pl.col("whole") > 0).then(pl.col("network") / pl.col("whole")).otherwise(0.0),
        )
        .match_to_schema(CHEAPER_COLUMNS, extra_columns="ignore")
    )
