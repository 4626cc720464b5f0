"""The teacher: a larger encoder learns the acts first, and what it sees is what the small one learns from besides.

`python training/teacher.py --teacher DIR --run DIR --rows DIR --out DIR` trains the act heads on
all-mpnet-base-v2 (12 layers, 768 wide; encoder.py --teacher) over `train.jsonl`, writes `teacher.pt` into
the run's folder every 250 steps (and goes on from it), then reads `train.jsonl` and `open.jsonl`
(open_texts.py) in windows of up to 460 word pieces and writes what lessons.py describes. The parser's heads
are not trained here, nor the word embeddings. The rate rises over 500 steps, stays, and falls to
nothing over the last three tenths.
"""

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from act_windows import Marked, batch_of, cut, lexicon, mode_names, read_rows
from acts import act_losses, assess, build_heads, corpus_batches, states_of
from lessons import PARTS, open_links, sizes
from model import ActHeads, Network
from train import add_up, advance, build_network, checkpoint_of, half_precision, report_progress, save
from windows import Pieces, moved

RISE, FALL = 500, 0.3  # steps of the rate's rise; share of all steps over which it falls
EVERY = 250  # steps between checkpoints
PIECES, MOST = 460, 505  # of a window when reading; what the encoder's positions hold
KEPT = 250  # rows read between files kept
LEAST = 0.02  # chance of a link worth keeping


def main() -> None:
    """Train, then write the lessons."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teacher", type=Path, required=True, help="folder of the teacher's encoder")
    parser.add_argument("--run", type=Path, required=True, help="folder with labels.json, and for teacher.pt")
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=7000)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--head-rate", type=float, default=8e-4)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    network = build_network(args.teacher, json.loads((args.run / "labels.json").read_text()))
    acts = build_heads(network)
    pieces = Pieces(Tokenizer.from_file(str(args.teacher / "tokenizer.json")))
    train, dev = (read_rows(args.rows / f"{split}.jsonl") for split in ("train", "dev"))
    fit(network, acts, train, dev, pieces, args)
    args.out.mkdir(parents=True, exist_ok=True)
    write(train + read_rows(args.rows / "open.jsonl"), network, acts, pieces, args.out)


def fit(
    network: Network, acts: ActHeads, train: list[Marked], dev: list[Marked], pieces: Pieces, args: argparse.Namespace
) -> None:
    """Train up to `args.steps`, from the last checkpoint on."""
    for part in (network.heads, network.pairs, network.encoder.bert.embeddings.word_embeddings):
        part.requires_grad_(False)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    groups = [
        {"params": encoder, "lr": args.rate, "weight_decay": 0.01},
        {"params": list(acts.parameters()), "lr": args.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.0, fused=True)
    target, modes, table = args.run / "teacher.pt", mode_names(), lexicon()
    state = checkpoint_of(target, resume=True)
    step, epoch, at = state["step"], state["epoch"], state.get("at", 0)
    if step:
        network.load_state_dict(state["network"], strict=False)
        acts.load_state_dict(state["acts"])
        optimizer.load_state_dict(state["optimizer"])
    began, totals = time.monotonic(), Counter[str]()
    network.train()
    acts.train()
    while step < args.steps:
        chance = random.Random(args.seed * 1000 + epoch)
        batches = corpus_batches(train, pieces, chance, vary=True)
        torch.manual_seed(args.seed * 1000 + epoch + step)
        for windows in batches[at:]:
            share = min(1.0, (step + 1) / RISE, max(0.02, (args.steps - step) / (FALL * args.steps)))
            for group, rate in zip(optimizer.param_groups, (args.rate, args.head_rate), strict=True):
                group["lr"] = rate * share
            with half_precision():
                losses = act_losses(network, acts, moved(batch_of(windows, pieces, modes, table, chance)))
            advance(losses, optimizer, network, acts)
            add_up(totals, losses)
            step, at = step + 1, at + 1
            if step % 50 == 0:
                report_progress(totals, epoch, f"{step}/{args.steps}", began)
                totals.clear()
            if step % EVERY == 0 or step == args.steps:
                weights = {k: v for k, v in network.state_dict().items() if not k.startswith(("heads.", "pairs."))}
                save({"network": weights, "acts": acts.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch, "step": step, "at": at}, target)  # fmt: skip
            if step == args.steps:
                break
        else:
            epoch, at = epoch + 1, 0
            with half_precision():
                print(f"epoch {epoch} done {json.dumps(assess(network, acts, dev, pieces))}", flush=True)
            network.train()
            acts.train()


@torch.no_grad()
def write(rows: list[Marked], network: Network, acts: ActHeads, pieces: Pieces, out: Path) -> None:
    """Read all rows and write the lessons, from the last row kept on."""
    network.eval()
    acts.eval()
    modes, table = mode_names(), lexicon()
    words, states, links, index = _opened(out, sum(len(r.words) for r in rows), network.encoder.bert.config.hidden_size)
    first, kept = 0, sum(map(len, links))
    for number, row in enumerate(rows):
        if row.id not in index:
            found = []
            for a, b in cut(row, pieces, PIECES):
                batch = moved(batch_of([(row, a, b)], pieces, modes, table, None))
                if batch.pieces.shape[1] > MOST:
                    continue  # a sentence of its own that is too long: nothing is taught there
                with half_precision():
                    seen = states_of(network, batch)
                    scores = acts(seen, batch.known)
                chances = torch.cat([scores[part][0].float().sigmoid() for part in PARTS], dim=1)
                here = slice(first + a, first + b)
                words[here] = (chances * 255).round().to(torch.uint8).numpy()
                states[here] = seen[0].float().numpy()
                found.append(_links(scores["links"][0].float().sigmoid(), batch.links[0], row, chances, a))
            index[row.id] = [first, len(row.words), kept, sum(map(len, found))]
            kept += index[row.id][-1]
            links += found
        first += len(row.words)
        if number % KEPT == KEPT - 1 or number == len(rows) - 1:
            _keep(out, links, index)
            print(f"{number + 1} of {len(rows)}", flush=True)
    chance = random.Random(7)
    sample = np.stack([states[chance.randrange(first)] for _ in range(20000)]).astype(np.float32)
    np.save(out / "scale.npy", np.stack([sample.mean(0), sample.std(0) + 1e-6]))


def _opened(out: Path, count: int, width: int) -> tuple[np.ndarray, np.ndarray, list[np.ndarray], dict[str, list[int]]]:
    """Words, states, links and index as far as they were kept."""
    kept = (out / "index.json").exists()
    words, states = (
        np.lib.format.open_memmap(out / name, "r+" if kept else "w+", kind, (count, columns))
        for name, kind, columns in (("words.npy", np.uint8, sum(sizes())), ("states.npy", np.float16, width))
    )
    if not kept:
        return words, states, [], {}
    return words, states, [np.load(out / "links.npy")], json.loads((out / "index.json").read_text())


def _keep(out: Path, links: list[np.ndarray], index: dict[str, list[int]]) -> None:
    np.save(out / "links.npy", np.concatenate(links))
    (out / "index.json").write_text(json.dumps(index))


def _links(links: Tensor, taught: Tensor, row: Marked, chances: Tensor, first: int) -> np.ndarray:
    """The links worth keeping as [links, 4]: of those that can be taught, chances of at least LEAST."""
    if row.unread:
        open_links(taught, chances, row, first)
    role, word, other = torch.nonzero((links >= LEAST) & (taught >= 0), as_tuple=True)
    chance = (links[role, word, other] * 255).round().long()
    return torch.stack([word + first, other + first, role, chance], dim=1).to(torch.int32).numpy()


if __name__ == "__main__":
    main()
