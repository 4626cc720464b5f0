"""A codebook: event types as data, and the tables of what words do what.

PLOVER 2.0 comes with the package; any other codebook in the same form loads the same way. See
docs/codebook.md for the form of the files.
"""

from dragoman.codebook.loading import load_codebook, load_types
from dragoman.codebook.theory import Codebook, Condition, Convention, EventType, RoleSpec, Rule, Stance

__all__ = [
    "Codebook",
    "Condition",
    "Convention",
    "EventType",
    "RoleSpec",
    "Rule",
    "Stance",
    "load_codebook",
    "load_types",
]
