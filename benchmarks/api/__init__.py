"""The API beside plain Django views that tell the same."""
