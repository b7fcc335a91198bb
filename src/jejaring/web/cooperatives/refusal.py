"""Why something can not be done, in words for whoever wanted it."""


class Refused(Exception):
    """An action that the rules of the register do not allow now; its text is shown to the person."""
