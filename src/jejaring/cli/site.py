"""`jejaring backup` and `jejaring restore`: commands of the site, which stands above this command.

They are handed to `jejaring-site` as they are, in a process of its own: nothing here imports the site.
"""

import os
import subprocess
import sys

import typer

from jejaring.cli.console import Speaker

SITE_COMMANDS = ("backup", "restore")
HANDED = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


def add_site_command(name: str, app: typer.Typer, speaker: Speaker) -> None:
    """Add the command to `app`."""

    @app.command(name, help=speaker.phrase(f"{name}-help"), context_settings=HANDED)
    def run(context: typer.Context) -> None:
        command = [sys.executable, "-m", "jejaring.web", name, *context.args]
        ended = subprocess.run(command, env=os.environ | {"JEJARING_LANG": speaker.language}, check=False)
        raise typer.Exit(ended.returncode)
