"""Papers as PDF, in Indonesian: agreements, waybills, records of handover, receipts of payment.

A paper is set once, kept as it was set, and known by the digest of its bytes; the QR code on it leads to a
page that says so to anyone. Its letters come with the typesetter: no font of the machine is used.
"""
