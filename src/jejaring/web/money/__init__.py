"""Who owes whom how much, by when and because of what; and what was paid."""
