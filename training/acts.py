"""Third stage: heads for acts and statements, learned from the corpus and from teachers together with parsing.

`python training/acts.py --run DIR --encoder DIR --ud DIR --rows DIR --teacher DIR` reads `checkpoint.pt` (after
train.py), trains the encoder and all heads on windows of the corpus (rows.py) and of texts that nobody annotated
(open_texts.py) with a batch of UD between every few, so that the parser is kept, and writes `acts.pt`. Labels are
mixed with what the teachers see (teacher.py, lessons.py), and the states are drawn towards theirs. `--layers`
builds a deeper encoder out of copies of the layers; `--mean-with` takes the mean with an earlier checkpoint.
A network may be its own teacher, not to forget what it was taught (`--teacher` the folder of its encoder,
`--teachers` its checkpoint); `--real N` then turns it to real texts, each of them learned N times beside as many
written ones and single sentences.
"""

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer
from torch import Tensor, nn

from act_heads import act_losses, assess, build_heads
from act_windows import ActBatch, Marked, altered, read_rows
from learning import Stream, add_arguments, learn
from lessons import Teachers, taught
from likes import read_likes
from rows import is_written
from train import build_network, checkpoint_of, compute_losses, evaluate, half_precision, load_documents, save, stacked
from windows import DEVICE, Batch, Pieces, sentences_of


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--ud", type=Path, required=True)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, help="folder of the teachers' encoder, to learn from them besides")
    parser.add_argument(
        "--teachers", nargs="+", default=["teacher7.pt", "teacher8.pt"], help="their checkpoints in the run's folder"
    )
    parser.add_argument("--layers", help="numbers of the layers to build the encoder of, as 0,1,2,2,3,3,4,5")
    parser.add_argument("--mean-with", help="checkpoint in the run's folder whose weights count half in the end")
    parser.add_argument("--real", type=int, metavar="N", help="lean on real texts, N times each")
    parser.add_argument("--altered", action="store_true", help="let the teachers read every text with other words too")
    parser.add_argument("--replay", type=float, default=0.3, help="UD batches to a batch of the corpus")
    parser.add_argument("--limit", type=int, help="reports, for trying out")
    parser.add_argument("--start", default="checkpoint.pt", help="checkpoint in the run's folder to begin from")
    parser.add_argument("--out", default="acts.pt", help="name of the checkpoint in the run's folder")
    add_arguments(parser, epochs=8, rate=3e-4, head_rate=1.5e-3)
    args = parser.parse_args()
    labels = json.loads((args.run / "labels.json").read_text())
    start = checkpoint_of(args.run / args.start, resume=True)
    if args.layers:
        start["network"] = stacked(start["network"], [int(n) for n in args.layers.split(",")])
    pieces = Pieces(Tokenizer.from_file(str(args.encoder / "tokenizer.json")))
    maps = {k: {name: i for i, name in enumerate(v)} for k, v in labels.items()}
    train, dev = (read_rows(args.rows / f"{split}.jsonl")[: args.limit] for split in ("train", "dev"))
    alone = args.teacher == args.encoder
    if args.real:
        train = leaning(train, args.real, args.seed)
    elif args.teacher:
        train += read_rows(args.rows / "open.jsonl")[: args.limit]
    likes = None
    if args.altered:
        likes = read_likes(args.rows / "likes.json")
        train += [altered(row) for row in train]
    ud = [d for name in ("ewt", "gum") for d in load_documents(args.ud / f"{name}-train.conllu", args.limit)]
    gum = [(sentences_of(d), d.has_entities) for d in load_documents(args.ud / "gum-dev.conllu", args.limit)]
    stream = Stream(
        train, pieces, args.batch, args.seed, maps=maps, plain=args.teacher is not None,
        treebanks=[(sentences_of(d), d.has_entities) for d in ud], share=args.replay, likes=likes,
    )  # fmt: skip
    network = build_network(args.encoder, labels, start)
    parts = {"network": network, "acts": build_heads(network, start)}
    teachers = Teachers(args.teacher, labels, [args.run / name for name in args.teachers]) if args.teacher else None
    if teachers and not alone:
        parts["likeness"] = nn.Linear(network.encoder.bert.config.hidden_size, teachers.width).to(DEVICE)
    state = fit(parts, stream, teachers, args)
    if args.mean_with:
        average(parts, state, checkpoint_of(args.run / args.mean_with, resume=True))
    state["scores"] = assess(network, parts["acts"], dev, pieces) | {
        "gum": evaluate(network, gum, pieces, maps, labels)
    }
    print(f"epoch {state['epoch']} step {state['step']} {json.dumps(state['scores'])}", flush=True)
    save(state, args.run / args.out)


def leaning(rows: Sequence[Marked], times: int, seed: int) -> list[Marked]:
    """Real reports so many times, and by chance as many written ones and single sentences as there are real ones then.

    A sentence counts as a quarter of a report.
    """
    real = [row for row in rows if not row.partial and not is_written(row.id)]
    written = [row for row in rows if not row.partial and is_written(row.id)]
    sentences = [row for row in rows if row.partial]
    chance, count = random.Random(seed), len(real) * times
    some = chance.sample(written, min(len(written), count * 3 // 4))
    return real * times + some + chance.sample(sentences, min(len(sentences), count))


def average(parts: dict[str, nn.Module], state: dict[str, Any], other: dict[str, Any]) -> None:
    """Put the mean of two checkpoints' weights into the parts and the first one: a flatter place (Wortsman et al. 2022)."""
    for name in ("network", "acts"):
        for key, weight in state[name].items():
            if weight.is_floating_point():
                state[name][key] = (weight + other[name][key].to(weight.device)) / 2
        parts[name].load_state_dict(state[name])


def fit(
    parts: dict[str, nn.Module], stream: Stream, teachers: Teachers | None, args: argparse.Namespace
) -> dict[str, Any]:
    """Train the network, the act heads, and the measure of likeness to the teachers where there are any."""
    network, acts, likeness = parts["network"], parts["acts"], parts.get("likeness")
    encoder = list(network.encoder.parameters())
    known = set(encoder)
    heads = [p for p in network.parameters() if p not in known]
    new = [p for name, part in parts.items() if name != "network" for p in part.parameters()]
    groups = [
        {"params": encoder, "lr": args.rate, "weight_decay": 0.01},
        {"params": heads, "lr": args.head_rate * 0.3},
        {"params": new, "lr": args.head_rate},
    ]

    def losses_of(batch: ActBatch) -> dict[str, Tensor]:
        with half_precision():
            if teachers is None:
                return act_losses(network, acts, batch, parsing=True)
            assert batch.plain is not None
            sight = teachers.see(batch.plain)
            return act_losses(network, acts, taught(batch, sight), parsing=True, likeness=likeness, taught=sight.states)

    def replayed(batch: Batch) -> dict[str, Tensor]:
        with half_precision():
            return compute_losses(network, batch)

    return learn(stream, parts, groups, losses_of, replayed, args, args.run / f"learning-{args.out}")


if __name__ == "__main__":
    main()
