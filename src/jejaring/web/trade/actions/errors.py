"""Why something was not done."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the same record after it was shown."""


class NotAllowed(Exception):
    """The step may not be taken, by this person or in this state. Says why, in the user's language."""
