"""Batches on their way from the process that makes them to the device that trains: one stretch of bytes each.

A batch has some fifty tensors; sent one by one, between processes and then to a GPU, they take longer than a step.
"""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from windows import DEVICE, changed

ALIGNED = 16  # bytes: every tensor begins at a multiple


@dataclass
class Place:
    """Where in the bytes a tensor lies."""

    start: int
    size: int
    kind: torch.dtype
    shape: tuple[int, ...]


@dataclass
class Parcel:
    """A batch with places where its tensors were, and their bytes."""

    batch: Any
    content: Tensor


def packed(batch: Any) -> Parcel:
    """A batch with the tensors in it, and in batches and dictionaries inside it, packed."""
    parts: list[Tensor] = []
    used = 0

    def pack(value: Any) -> Any:
        nonlocal used
        if isinstance(value, Tensor):
            flat = value.contiguous().view(-1).view(torch.uint8)
            place = Place(used, flat.numel(), value.dtype, tuple(value.shape))
            padding = -flat.numel() % ALIGNED
            parts.extend([flat, torch.zeros(padding, dtype=torch.uint8)])
            used += flat.numel() + padding
            return place
        return changed(value, pack)

    found = pack(batch)
    return Parcel(found, torch.cat(parts))


def unpacked(parcel: Parcel) -> Any:
    """The batch on the device that trains, its tensors parts of one."""
    content = parcel.content.to(DEVICE)

    def unpack(value: Any) -> Any:
        if isinstance(value, Place):
            return content[value.start : value.start + value.size].view(value.kind).view(value.shape)
        return changed(value, unpack)

    return unpack(parcel.batch)
