"""The network's records as ValueFlows, and its intents as listings."""
