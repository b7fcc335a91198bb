"""Cancel debts around loops: who owes whom, and how much of it can go without anybody paying.

When A owes B, B owes C and C owes A, the smallest of the three debts can be taken off all of them. `clear`
finds the largest total that can be taken off a whole network of debts so that nobody's net position moves
and nobody comes to owe a party they did not owe before; `verify_clearing` checks it by other means. This
package knows obligations and set-offs; it refuses to know why a debt is owed or who has consented.
"""

from jejaring.clearing.clear import Clearing, clear
from jejaring.clearing.folder import ClearingFault, Written, read_clearing, summary_of, write_clearing
from jejaring.clearing.obligations import Obligations
from jejaring.clearing.read import ObligationFaults, read_obligations
from jejaring.clearing.verify import Verdict, verify_clearing

__all__ = [
    "Clearing",
    "ClearingFault",
    "ObligationFaults",
    "Obligations",
    "Verdict",
    "Written",
    "clear",
    "read_clearing",
    "read_obligations",
    "summary_of",
    "verify_clearing",
    "write_clearing",
]
