"""Pages and files of national figures."""
