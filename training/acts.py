"""Third stage: heads for acts and statements, learned from the corpus together with parsing.

`python training/acts.py --run DIR --encoder DIR --ud DIR --rows DIR` reads `checkpoint.pt` (after
train.py), trains the encoder and all heads on windows of the corpus (rows.py) with a batch of UD
between every few, so that the parser is kept, and writes `acts.pt`. Checkpoints after every epoch;
`--resume` goes on from the last one. Seeds are fixed. At the end the weights are averaged with those of
two epochs before, a quarter of these: a flatter place (Izmailov et al. 2018, Wortsman et al. 2022).
"""

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from act_windows import (
    AUXILIARY,
    LINKS,
    STANDINGS,
    TYPES,
    ActBatch,
    Marked,
    batch_of,
    cut,
    lexicon,
    mode_names,
    read_rows,
)
from lessons import Lessons
from model import ActHeads, Network
from train import (
    add_up,
    advance,
    build_network,
    checkpoint_of,
    compute_losses,
    epoch_batches,
    evaluate,
    go_on,
    half_precision,
    load_documents,
    make_schedule,
    parse_losses,
    report_progress,
    save,
)
from windows import DEVICE, Pieces, augment, make_batch, moved, sentences_of

BATCH_PIECES = 900
LIKENESS = 3.0  # weight of the distance from the teacher's states
EARLIER = 0.25  # share of the weights of two epochs before
_WEIGHTS = {"content": 0.1, "actor": 0.5, "recipient": 0.5, "home": 0.5}  # of links, 0.3 unless told here


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--ud", type=Path, required=True)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--replay", type=float, default=0.3, help="UD batches to a batch of the corpus")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--lessons", type=Path, help="what teacher.py wrote, to learn from besides")
    parser.add_argument("--limit", type=int, help="reports, for trying out")
    parser.add_argument("--start", default="checkpoint.pt", help="checkpoint in the run's folder to begin from")
    parser.add_argument("--out", default="acts.pt", help="name of the checkpoint in the run's folder")
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    labels = json.loads((args.run / "labels.json").read_text())
    network = build_network(args.encoder, labels)
    start = torch.load(args.run / args.start, map_location="cpu", weights_only=False)
    network.load_state_dict(start["network"])
    acts = build_heads(network)
    if "acts" in start:
        acts.load_state_dict(start["acts"])
    fit(network, acts, labels, args)


def build_heads(network: Network) -> ActHeads:
    """Fresh act heads for a network."""
    width = network.encoder.bert.config.hidden_size
    heads = ActHeads(
        width,
        types=len(TYPES),
        modes=len(mode_names()),
        auxiliary=len(AUXILIARY),
        standings=len(STANDINGS),
        links=len(LINKS),
    )
    for part, rate in ((heads.trigger, 0.01), (heads.mode, 0.005), (heads.auxiliary, 0.02), (heads.cue, 0.02)):
        nn.init.constant_(part.bias, float(torch.logit(torch.tensor(rate))))
    nn.init.constant_(heads.link_bias_from.bias, -2.0)
    nn.init.constant_(heads.link_bias_to.bias, -2.0)
    return heads.to(DEVICE)


def corpus_batches(
    reports: list[Marked], pieces: Pieces, chance: random.Random, *, vary: bool
) -> list[list[tuple[Marked, int, int]]]:
    """Batches of windows of like length, in random order; window sizes vary from report to report."""
    windows = []
    for report in reports:
        limit = chance.randint(140, 420) if vary else 400
        windows += [(report, a, b) for a, b in cut(report, pieces, limit)]
    windows.sort(key=lambda w: w[2] - w[1] + chance.random() * 30)
    batches: list[list[tuple[Marked, int, int]]] = []
    run: list[tuple[Marked, int, int]] = []
    for window in windows:
        longest = max(b - a for _, a, b in [*run, window])
        if run and longest * (len(run) + 1) * 1.25 > BATCH_PIECES:
            batches.append(run)
            run = []
        run.append(window)
    batches.append(run)
    chance.shuffle(batches)
    return batches


def states_of(network: Network, batch: ActBatch) -> Tensor:
    """Word states of a batch's windows."""
    return network.word_states(batch.pieces, batch.mask.float(), batch.cases, batch.gaps, batch.firsts)


def act_losses(
    network: Network, acts: ActHeads, batch: ActBatch, likeness: nn.Linear | None = None
) -> dict[str, Tensor]:
    """The loss of each act head: binary cross-entropies, summed and shared out over triggers or marks.

    With them those of the parser's own labels on the same words, so that it stays what it was on news, and
    how far the states are, through `likeness`, from the teacher's.
    """
    plain = states_of(network, batch)
    states = network.drop(plain)
    out = acts(states, batch.known)
    kept = parse_losses(network, network.heads(states), batch.parse)
    loss = functional.binary_cross_entropy_with_logits
    words = batch.words
    is_trigger = (batch.trigger.amax(2) > 0.5) & words
    taught = words.unsqueeze(2) & (batch.trigger >= 0)
    marked = words.unsqueeze(2) & (batch.cue >= 0)
    triggers = is_trigger.sum().clamp(min=1)
    losses = {
        "trigger": 1.5 * loss(out["trigger"][taught], batch.trigger[taught], reduction="sum") / triggers,
        "mode": loss(out["mode"][is_trigger], batch.mode[is_trigger], reduction="sum") / triggers,
        "aux": 0.5 * loss(out["auxiliary"][is_trigger], batch.auxiliary[is_trigger], reduction="sum") / triggers,
        "cue": loss(out["cue"][marked], batch.cue[marked], reduction="sum") / ((batch.cue[..., :2] > 0.5).sum() + 1),
    }
    told = batch.standing >= 0
    standing = loss(out["standing"][told], batch.standing[told], reduction="sum")
    losses["standing"] = 2.0 * standing / (told[..., 0].sum() + 1)
    allowed = (batch.links >= 0) & words.unsqueeze(1).unsqueeze(2) & words.unsqueeze(1).unsqueeze(3)
    for kind, name in enumerate(LINKS):
        mask = allowed[:, kind]
        rows = mask.any(2).sum().clamp(min=1)
        weight = _WEIGHTS.get(name, 0.3)
        losses[name] = weight * loss(out["links"][:, kind][mask], batch.links[:, kind][mask], reduction="sum") / rows
    if likeness is not None and batch.states is not None:
        far = functional.mse_loss(likeness(plain[words]).float(), batch.states[words])
        losses["states"] = LIKENESS * far
    return losses | {f"own {name}": loss for name, loss in kept.items()}


def fit(network: Network, acts: ActHeads, labels: dict[str, list[str]], args: argparse.Namespace) -> None:
    """Run the epochs, saving after each."""
    pieces = Pieces(Tokenizer.from_file(str(args.encoder / "tokenizer.json")))
    maps = {k: {name: i for i, name in enumerate(v)} for k, v in labels.items()}
    modes, table = mode_names(), lexicon()
    train, dev = (read_rows(args.rows / f"{split}.jsonl")[: args.limit] for split in ("train", "dev"))
    lessons = Lessons(args.lessons) if args.lessons else None
    likeness = None
    if lessons:
        train = [row for row in train + read_rows(args.rows / "open.jsonl") if row.id in lessons.index]
        likeness = nn.Linear(network.encoder.bert.config.hidden_size, lessons.states.shape[1]).to(DEVICE)
    ud = [d for name in ("ewt", "gum") for d in load_documents(args.ud / f"{name}-train.conllu", args.limit)]
    prepared = [(sentences_of(d), d.has_entities) for d in ud]
    gum = [(sentences_of(d), d.has_entities) for d in load_documents(args.ud / "gum-dev.conllu", args.limit)]
    target = args.run / args.out
    state = checkpoint_of(target, resume=args.resume)
    first, step = state["epoch"], state["step"]
    steps = step + (args.epochs - first) * len(corpus_batches(train, pieces, random.Random(0), vary=True))
    encoder = list(network.encoder.parameters())
    known = set(encoder)
    optimizer = torch.optim.AdamW(
        [
            {"params": encoder, "lr": args.rate, "weight_decay": 0.01},
            {"params": [p for p in network.parameters() if p not in known], "lr": args.head_rate * 0.3},
            {"params": [*acts.parameters(), *(likeness.parameters() if likeness else ())], "lr": args.head_rate},
        ],
        betas=(0.9, 0.98), weight_decay=0.0, fused=True,
    )  # fmt: skip
    schedule = make_schedule(optimizer, steps)
    if first:
        go_on(state, network=network, acts=acts, optimizer=optimizer, schedule=schedule)
        if likeness:
            likeness.load_state_dict(state["likeness"])
    earlier = target.with_suffix(".earlier.pt")
    if not first:
        earlier.unlink(missing_ok=True)
    for epoch in range(first, args.epochs):
        began, chance, totals = time.monotonic(), random.Random(args.seed * 1000 + epoch), Counter[str]()
        torch.manual_seed(args.seed * 1000 + epoch)
        network.train()
        acts.train()
        replay, owed = epoch_batches(prepared, pieces, chance), 0.0
        for windows in corpus_batches(train, pieces, chance, vary=True):
            with half_precision():
                batch = moved(batch_of(windows, pieces, modes, table, chance, maps, lessons))
                losses = act_losses(network, acts, batch, likeness)
            advance(losses, optimizer, network, acts)
            add_up(totals, losses)
            owed += args.replay
            if owed >= 1 and replay:
                owed -= 1
                parts, entities = replay.pop()
                batch = make_batch(
                    [[augment(s, chance) for s in w] for w in parts],
                    pieces,
                    maps["features"],
                    maps["relations"],
                    entities,
                )
                with half_precision():
                    losses = compute_losses(network, moved(batch))
                advance(losses, optimizer, network, acts)
            schedule.step()
            step += 1
            if step % 50 == 0:
                report_progress(totals, epoch, f"{step}/{steps}", began)
        if epoch == args.epochs - 1 and earlier.exists():
            blend(network, acts, torch.load(earlier, map_location="cpu", weights_only=False), EARLIER)
        scores = assess(network, acts, dev, pieces) | {"gum": evaluate(network, gum, pieces, maps, labels)}
        print(f"epoch {epoch + 1} done {time.monotonic() - began:.0f}s {json.dumps(scores)}", flush=True)
        state = {
            "network": network.state_dict(), "acts": acts.state_dict(), "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(), "epoch": epoch + 1, "step": step, "scores": scores,
            "settings": {k: str(v) for k, v in vars(args).items()},
            "likeness": likeness.state_dict() if likeness else None,
        }  # fmt: skip
        save(state, target)
        if epoch == args.epochs - 3:
            save({part: state[part] for part in ("network", "acts")}, earlier)


@torch.no_grad()
def blend(network: Network, acts: ActHeads, other: dict[str, dict[str, Tensor]], share: float) -> None:
    """Put a share of another checkpoint's weights into both parts, in place."""
    for part, name in ((network, "network"), (acts, "acts")):
        for key, value in part.state_dict().items():
            if value.is_floating_point():
                value.mul_(1 - share).add_(other[name][key].to(value.device), alpha=share)


@torch.no_grad()
def assess(network: Network, acts: ActHeads, dev: list[Marked], pieces: Pieces) -> dict[str, float]:
    """F1 of words on dev, for triggers by type, cues, content of gold marks, and links of gold triggers."""
    network.eval()
    acts.eval()
    tally: Counter[str] = Counter()
    modes, table = mode_names(), lexicon()
    for windows in corpus_batches(dev, pieces, random.Random(1), vary=False):
        batch = moved(batch_of(windows, pieces, modes, table, None))
        out = acts(states_of(network, batch), batch.known)
        words = batch.words
        is_trigger = (batch.trigger.amax(2) > 0) & words
        taught = words.unsqueeze(2) & (batch.trigger >= 0)
        pairs = [
            ("trigger", out["trigger"][taught], batch.trigger[taught]),
            ("cue", out["cue"][words], batch.cue[words]),
            ("mode", out["mode"][is_trigger], batch.mode[is_trigger]),
            ("aux", out["auxiliary"][is_trigger], batch.auxiliary[is_trigger]),
            ("standing", out["standing"][batch.standing >= 0], batch.standing[batch.standing >= 0]),
        ]
        allowed = (batch.links >= 0) & words.unsqueeze(1).unsqueeze(2) & words.unsqueeze(1).unsqueeze(3)
        for kind, name in enumerate(LINKS):
            pairs.append((name, out["links"][:, kind][allowed[:, kind]], batch.links[:, kind][allowed[:, kind]]))
        for name, score, gold in pairs:
            found = score > 0
            tally[f"{name} hit"] += int((found & (gold > 0)).sum())
            tally[f"{name} all"] += int(found.sum() + (gold > 0).sum())
    names = ["trigger", "cue", "mode", "aux", "standing", *LINKS]
    return {name: round(2 * tally[f"{name} hit"] / max(1, tally[f"{name} all"]), 4) for name in names}


if __name__ == "__main__":
    main()
