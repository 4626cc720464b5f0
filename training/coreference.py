"""Fit the coreference scorer on whole documents, the encoder held fixed.

`python training/coreference.py --run DIR --encoder DIR --ud DIR` reads a checkpoint, encodes GUM
once, fits the projections and pair weights on all earlier mentions of each document, and writes
them back into the checkpoint. With --rows and --model the corpus's training reports are fitted too:
those mentions that the exported model finds and the annotation gives to one entity. Six minutes on
two cores, more with the corpus.
"""

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from act_windows import Marked, cut, input_row, read_rows
from dragoman.language import LanguageModel
from dragoman.language.coreference import MAX_ANTECEDENTS, pair_codes
from dragoman.language.inventory import MENTION_TYPES
from model import COREF, Network
from train import build_network, load_documents
from windows import DEVICE, Pieces, make_batch, moved, sentences_of, windows_of


@dataclass
class Mentions:
    """A document's mentions: word states of first and last word [mentions, width], pair codes, chains."""

    first: Tensor
    last: Tensor
    codes: Tensor
    chain: Tensor


def main() -> None:
    """Fit and write back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--ud", type=Path, required=True)
    parser.add_argument("--checkpoint", default="checkpoint.pt", help="its name in the run's folder")
    parser.add_argument("--rows", type=Path, help="folder of the corpus's rows")
    parser.add_argument("--model", type=Path, help="the exported model that finds their mentions")
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    labels = json.loads((args.run / "labels.json").read_text())
    state = torch.load(args.run / args.checkpoint, map_location="cpu", weights_only=False)
    network = build_network(args.encoder, labels, state)
    network.eval()
    pieces = Pieces(Tokenizer.from_file(str(args.encoder / "tokenizer.json")))
    train = [encode(network, d, pieces) for d in load_documents(args.ud / "gum-train.conllu", None)]
    dev = [encode(network, d, pieces) for d in load_documents(args.ud / "gum-dev.conllu", None)]
    if args.rows:
        model = LanguageModel(args.model)
        train += [encode_report(network, r, pieces, model) for r in read_rows(args.rows / "train.jsonl")]
        dev += [encode_report(network, r, pieces, model) for r in read_rows(args.rows / "dev.jsonl")]
    best = fit(network, [m for m in train if m], [m for m in dev if m], args)
    state["network"], state["scores"]["coref_links"] = network.state_dict(), best
    torch.save(state, args.run / args.checkpoint)


@torch.no_grad()
def encode(network: Network, document, pieces: Pieces) -> Mentions | None:  # type: ignore[no-untyped-def]
    """Word states of all gold mentions of a document, and its pair codes."""
    windows = list(windows_of(sentences_of(document), pieces, 200))
    batch = moved(make_batch(windows, pieces, {}, {}, True))
    if batch.codes is None or len(batch.spans) < 2:
        return None
    hidden = network.word_states(batch.pieces, batch.mask.float(), batch.cases, batch.gaps, batch.firsts)
    w, first, last, _, _, chain = torch.tensor(batch.spans, device=DEVICE).T
    return Mentions(hidden[w, first].clone(), hidden[w, last].clone(), batch.codes.to(torch.int16), chain)


@torch.no_grad()
def encode_report(network: Network, report: Marked, pieces: Pieces, model: LanguageModel) -> Mentions | None:
    """Word states of the mentions of a corpus report that the model finds too, those of two entities left out."""
    parse = model.parse_tokens([report.text], [tuple(zip(*report.offsets, strict=True))], None)[0]
    owners: dict[int, set[int]] = {}
    for first, end, label, owner in report.spans:
        if label == "mention":
            head = next((t for t in range(first, end) if parse.heads[t] not in range(first, end)), first)
            owners.setdefault(head, set()).add(owner)
    mentions = [m for head, m in sorted(parse.mention_at.items()) if len(owners.get(head, ())) == 1]
    mentions.sort(key=lambda m: (m.start, -m.end))
    if len(mentions) < 2:
        return None
    states = []
    for first, end in cut(report, pieces, 300):
        row = input_row(report.words[first:end], report.gaps[first:end], pieces)
        ids, cases, gaps, firsts = (torch.tensor([row[key]], device=DEVICE) for key in ("p", "c", "g", "f"))
        states.append(network.word_states(ids, torch.ones_like(ids).float(), cases, gaps, firsts)[0])
    hidden = torch.cat(states)
    types = [MENTION_TYPES.index(m.type) for m in mentions]
    codes = pair_codes(mentions, parse.lower, parse.upos, parse.features, parse.sentence_of, types)
    return Mentions(
        hidden[[m.start for m in mentions]].clone(), hidden[[m.end - 1 for m in mentions]].clone(),
        torch.from_numpy(codes.astype("int16")).to(DEVICE),
        torch.tensor([next(iter(owners[m.head])) for m in mentions], device=DEVICE),
    )  # fmt: skip


def fit(network: Network, train: list[Mentions], dev: list[Mentions], args: argparse.Namespace) -> float:
    """Adam over documents in random order; the epoch with the best share of right antecedents on dev is kept."""
    heads, pairs = network.heads, network.pairs
    parts = [heads.coref_first, heads.coref_last, pairs.coref, pairs.coref_none, pairs.coref_features]
    for part in (heads.coref_first, heads.coref_last):
        torch.nn.init.xavier_uniform_(part.weight)
    torch.nn.init.normal_(pairs.coref.weight, std=COREF**-0.5 * 0.3)
    torch.nn.init.zeros_(pairs.coref_features.weight)
    optimizer = torch.optim.AdamW([p for part in parts for p in part.parameters()], lr=args.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, args.rate, total_steps=args.epochs * len(train))
    chance, best, kept = random.Random(args.seed), -1.0, None
    for epoch in range(args.epochs):
        total = 0.0
        for m in chance.sample(train, len(train)):
            keep = torch.nn.functional.dropout
            loss = loss_of(network, m, keep(m.first, 0.3), keep(m.last, 0.3))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        score = links_right(network, dev)
        print(f"epoch {epoch + 1} loss {total / len(train):.4f} dev links {score:.4f}", flush=True)
        if score > best:
            best, kept = score, [{k: v.clone() for k, v in part.state_dict().items()} for part in parts]
    for part, weights in zip(parts, kept or [], strict=True):
        part.load_state_dict(weights)
    return round(best, 4)


def scores_of(network: Network, m: Mentions, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Scores [mentions, mentions] of antecedents, of none [mentions, 1], and which pairs are allowed."""
    vectors = network.pairs.mention(network.heads.coref_first(first), network.heads.coref_last(last))
    codes = network.pairs.coref_features(m.codes.long()).sum(2).squeeze(-1)
    scores = network.pairs.coref(vectors) @ vectors.T + codes
    order = torch.arange(len(m.chain), device=DEVICE)
    gap = order.unsqueeze(1) - order.unsqueeze(0)
    return scores, network.pairs.coref_none(vectors), (gap > 0) & (gap <= MAX_ANTECEDENTS)


def loss_of(network: Network, m: Mentions, first: Tensor, last: Tensor) -> Tensor:
    """Negative log-likelihood of the right antecedents, or of none."""
    scores, none, allowed = scores_of(network, m, first, last)
    linked = (m.chain.unsqueeze(0) == m.chain.unsqueeze(1)) & allowed
    every = torch.cat([none, scores.masked_fill(~allowed, -1e4)], dim=1)
    right = torch.cat([torch.where(linked.any(1, keepdim=True), -1e4, none), scores.masked_fill(~linked, -1e4)], 1)
    return (every.logsumexp(1) - right.logsumexp(1)).mean()


@torch.no_grad()
def links_right(network: Network, dev: list[Mentions]) -> float:
    """F1 of antecedent decisions: a right link or a right none of a mention that begins a chain."""
    right = made = wanted = 0
    for m in dev:
        scores, none, allowed = scores_of(network, m, m.first, m.last)
        best, where = scores.masked_fill(~allowed, -1e4).max(1)
        linked = (m.chain.unsqueeze(0) == m.chain.unsqueeze(1)) & allowed
        link = best > none.squeeze(1)
        right += int((link & linked[torch.arange(len(where)), where]).sum())
        made += int(link.sum())
        wanted += int(linked.any(1).sum())
    return 2 * right / (made + wanted)


if __name__ == "__main__":
    main()
