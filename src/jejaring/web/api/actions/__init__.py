"""What can be done with the API's own records: one transaction and one row of the audit trail each."""
