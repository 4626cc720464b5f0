"""The teachers: a larger encoder learns the acts first, and what it sees is what the small one learns from besides.

`python training/teacher.py --teacher DIR --run DIR --rows DIR` trains the act heads on all-mpnet-base-v2
(12 layers, 768 wide; encoder.py --teacher) over `train.jsonl` and writes `teacher.pt` into the run's
folder. The parser's heads are not trained here, nor the word embeddings. It is not shipped; acts.py asks it
(lessons.py). Several seeds make several teachers, whose mean is better than each.
"""

import argparse
import json
from pathlib import Path

from tokenizers import Tokenizer
from torch import Tensor

from act_heads import act_losses, assess, build_heads
from act_windows import ActBatch, read_rows
from learning import Stream, add_arguments, learn
from train import build_network, checkpoint_of, half_precision, save
from windows import Pieces


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teacher", type=Path, required=True, help="folder of the teacher's encoder")
    parser.add_argument("--run", type=Path, required=True, help="folder with labels.json, and for the checkpoint")
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="checkpoint to begin from instead of the encoder's own weights")
    parser.add_argument("--out", default="teacher.pt", help="name of the checkpoint in the run's folder")
    add_arguments(parser, epochs=8, rate=8e-5, head_rate=1e-3)
    args = parser.parse_args()
    labels = json.loads((args.run / "labels.json").read_text())
    start = checkpoint_of(args.start, resume=True) if args.start else None
    network = build_network(args.teacher, labels, start)
    acts = build_heads(network, start)
    pieces = Pieces(Tokenizer.from_file(str(args.teacher / "tokenizer.json")))
    train, dev = (read_rows(args.rows / f"{split}.jsonl") for split in ("train", "dev"))
    for part in (network.heads, network.pairs, network.encoder.bert.embeddings.word_embeddings):
        part.requires_grad_(False)
    groups = [
        {"params": [p for p in network.parameters() if p.requires_grad], "lr": args.rate, "weight_decay": 0.01},
        {"params": list(acts.parameters()), "lr": args.head_rate},
    ]

    def losses_of(batch: ActBatch) -> dict[str, Tensor]:
        with half_precision():
            return act_losses(network, acts, batch, parsing=False)

    stream = Stream(train, pieces, args.batch, args.seed)
    parts = {"network": network, "acts": acts}
    state = learn(stream, parts, groups, losses_of, None, args, args.run / f"learning-{args.out}")
    for name in [k for k in state["network"] if k.startswith(("heads.", "pairs."))]:
        del state["network"][name]
    save(state, args.run / args.out)
    print(f"epoch {state['epoch']} step {state['step']} {json.dumps(assess(network, acts, dev, pieces))}", flush=True)


if __name__ == "__main__":
    main()
