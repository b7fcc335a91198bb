"""The problem and the basis passed by reference between compiled functions.

Python hands over tuples of arrays. Inside the machine code they become one reference each, which keeps
calls, and above all their compilation, small.
"""

from typing import Any

import numpy as np
from numba.core import types
from numba.experimental import structref

from jejaring.planning.simplex.basis import Basis
from jejaring.planning.simplex.compiled import PLAIN_PYTHON, compiled
from jejaring.planning.simplex.problem import Problem


@structref.register
class ProblemType(types.StructRef):
    """How compiled code sees a problem."""


@structref.register
class BasisType(types.StructRef):
    """How compiled code sees a basis."""


class ProblemReference(structref.StructRefProxy):
    """A problem by reference."""


class BasisReference(structref.StructRefProxy):
    """A basis by reference."""


structref.define_proxy(ProblemReference, ProblemType, list(Problem._fields))  # type: ignore[no-untyped-call]
structref.define_proxy(BasisReference, BasisType, list(Basis._fields))  # type: ignore[no-untyped-call]


def _problem_itself(problem: Problem) -> Problem:
    return Problem(*(_with_attributes(field) for field in problem))


def _basis_itself(basis: Basis) -> Basis:
    return Basis(*(_with_attributes(field) for field in basis))


def _with_attributes(field: Any) -> Any:
    return field.view(np.recarray) if getattr(field, "dtype", np.dtype(int)).names else field


def _problem_reference(problem: Problem) -> Problem:
    reference: Any = ProblemReference(*problem)  # type: ignore[no-untyped-call]
    return reference  # type: ignore[no-any-return]


def _basis_reference(basis: Basis) -> Basis:
    reference: Any = BasisReference(*basis)  # type: ignore[no-untyped-call]
    return reference  # type: ignore[no-any-return]


if PLAIN_PYTHON:  # plain Python, for finding faults
    problem_by_reference, basis_by_reference = _problem_itself, _basis_itself
else:
    problem_by_reference, basis_by_reference = compiled(_problem_reference), compiled(_basis_reference)
