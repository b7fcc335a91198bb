"""Settings that all tests share."""

from hypothesis import settings

settings.register_profile("jejaring", deadline=None)  # machines differ; no test asserts seconds
settings.load_profile("jejaring")
