"""All writes to the register: one transaction each, by somebody, told to the audit trail."""
