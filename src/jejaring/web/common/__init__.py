"""What every part of the site shares: the audit trail, languages, figures on pages, the look."""
