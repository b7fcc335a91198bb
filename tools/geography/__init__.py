"""Stages that rebuild the shipped geography from published packages; see `tools/build_geography.py`."""
