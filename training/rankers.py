"""The small rankers behind the network: candidates with features, of which the right ones shall score highest.

Two layers, as dragoman.entities.homes.Ranker applies them; homes.py, sites.py and days.py fit theirs with it.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

Example = tuple[np.ndarray, list[int]]  # features [candidates, F], numbers of the right ones
# How often a report of the split `held` counts beside one of `train`: the network has not learned from it, so that its
# chains and links are there as sure and as often wrong as in a user's report.
UNSEEN = 3


def fit_several(
    train: list[Example], held: list[Example], epochs: int, seeds: Sequence[int], *, width: int
) -> dict[str, np.ndarray]:
    """The mean of rankers of several seeds, which is one ranker as wide as all together."""
    each = [fit(train, held, epochs, seed, width=width) for seed in seeds]
    return each[0] | {
        "hidden": np.concatenate([w["hidden"] for w in each], axis=1),
        "hidden_bias": np.concatenate([w["hidden_bias"] for w in each]),
        "out": np.concatenate([w["out"] for w in each]) / np.float32(len(each)),
    }


def fit(
    train: list[Example], held: list[Example], epochs: int, seed: int, *, width: int, dropout: float = 0.2,
    decay: float = 0.02,
) -> dict[str, np.ndarray]:  # fmt: skip
    """Adam on the likelihood of the right candidates; the last epochs' weights are averaged."""
    torch.manual_seed(seed)
    every = np.concatenate([features for features, _ in train])
    mean, scale = every.mean(axis=0), every.std(axis=0) + 1e-3
    net = nn.Sequential(
        nn.Linear(every.shape[1], width), nn.ReLU(), nn.Dropout(dropout), nn.Linear(width, 1, bias=False)
    )
    batches = [pad(train[i : i + 64], mean, scale) for i in range(0, len(train), 64)]
    check = pad(held, mean, scale) if held else None
    optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=epochs * len(batches))
    kept: list[dict[str, Tensor]] = []
    for epoch in range(epochs):
        net.train()
        for n in torch.randperm(len(batches)).tolist():
            loss = -likelihood(net, batches[n]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        net.eval()
        if check is not None:
            with torch.no_grad():
                print(f"epoch {epoch + 1} likelihood held back {float(likelihood(net, check).mean()):.4f}", flush=True)
        if epoch >= epochs - 5:
            kept.append({k: v.clone() for k, v in net.state_dict().items()})
    mix = {k: torch.stack([state[k] for state in kept]).mean(0).numpy() for k in kept[0]}
    arrays = {
        "mean": mean, "scale": scale, "hidden": mix["0.weight"].T, "hidden_bias": mix["0.bias"], "out": mix["3.weight"][0],
    }  # fmt: skip
    return {k: np.ascontiguousarray(v, dtype=np.float32) for k, v in arrays.items()}


def pad(examples: list[Example], mean: np.ndarray, scale: np.ndarray) -> tuple[Tensor, Tensor, Tensor]:
    """Features [n, candidates, F], which candidates there are and which are right [n, candidates]."""
    width = max(len(features) for features, _ in examples)
    values = np.zeros((len(examples), width, len(mean)), dtype=np.float32)
    there, right = np.zeros((2, len(examples), width), dtype=bool)
    for i, (features, numbers) in enumerate(examples):
        values[i, : len(features)] = (features - mean) / scale
        there[i, : len(features)] = True
        right[i, numbers] = True
    return torch.from_numpy(values), torch.from_numpy(there), torch.from_numpy(right)


def likelihood(net: nn.Module, batch: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    """The log probability that a right candidate is chosen [n]."""
    values, there, right = batch
    scores: Tensor = net(values).squeeze(2).masked_fill(~there, -1e4)
    return scores.masked_fill(~right, -1e4).logsumexp(1) - scores.logsumexp(1)
