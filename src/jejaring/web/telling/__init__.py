"""Telling people: what waits for each, by inbox, e-mail, WhatsApp text and calendar."""
