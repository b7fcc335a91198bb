"""Questions asked of a plan: what the network saves, who depends on whom, what fails when something fails.

Every answer is computed from a market and its verified plan, or by planning again; nothing here is estimated.
This package refuses to know how an answer is drawn or printed.
"""
