"""What can be done with bills and payments: one transaction and one row of the audit trail each."""
