"""Write an invented register as a CSV file that the site's importer reads: making FILE COOPERATIVES."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.web.settings")


def main() -> None:
    """Write it."""
    import django

    django.setup()
    from jejaring.web.cooperatives.generated import generated_register

    generated_register(int(sys.argv[2])).write_csv(sys.argv[1])


if __name__ == "__main__":
    main()
