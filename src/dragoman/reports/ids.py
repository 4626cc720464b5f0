"""Ids that were used before, in little memory: 32 bytes a report or less, for millions of them."""

from array import array
from hashlib import blake2b

_FIRST_SLOTS = 1 << 12


class UsedIds:
    """A table of ids with what was called by them, as 64-bit hashes in open addressing."""

    def __init__(self) -> None:
        self._used = 0
        self._ids, self._contents = _empty(_FIRST_SLOTS), _empty(_FIRST_SLOTS)

    def is_free(self, id: str, content: str) -> bool:
        """Whether nothing but this very content was called by the id so far; from now on it is.

        >>> used = UsedIds()
        >>> used.is_free("1", "They met."), used.is_free("1", "They met."), used.is_free("1", "They left.")
        (True, True, False)
        """
        key, value = _hash(id), _hash(content)
        slot = self._slot(key)
        if self._ids[slot]:
            return self._contents[slot] == value
        self._ids[slot], self._contents[slot] = key, value
        self._used += 1
        if 2 * self._used > len(self._ids):
            self._grow()
        return True

    def _slot(self, key: int) -> int:
        mask = len(self._ids) - 1
        slot = key & mask
        while self._ids[slot] not in (0, key):
            slot = (slot + 1) & mask
        return slot

    def _grow(self) -> None:
        ids, contents = self._ids, self._contents
        self._ids, self._contents = _empty(2 * len(ids)), _empty(2 * len(ids))
        for key, value in zip(ids, contents, strict=True):
            if key:
                slot = self._slot(key)
                self._ids[slot], self._contents[slot] = key, value


def _empty(slots: int) -> "array[int]":
    return array("Q", bytes(8 * slots))


def _hash(text: str) -> int:
    """Never 0, which marks a free slot."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little") or 1
