"""The shared encoder and its heads, in PyTorch.

One forward pass over a window of several sentences gives, for each word (its first word piece):
sentence start, part of speech, feature bundle, arc scores between all words, projections for
relation labels, span scores for mentions, and projections for mention types and coreference.
The small functions of pairs (`PairHeads`) are applied outside the exported graph, to chosen pairs only.
"""

import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

CASES = 5  # lower, Capitalised, UPPER, mIxed, no letters
GAPS = 4  # before the word: nothing, blank, line break, blank line
ARC, REL, SPAN, TYPE, COREF = 192, 128, 128, 64, 96
ACT, LINK, REACH = 256, 64, 40  # act heads: hidden width, width of a link, words of distance told apart


class Dropout(nn.Dropout):
    """Dropout whose masks numpy draws, a byte an element, where there is no GPU: torch's own take a quarter of a step."""

    def __init__(self, p: float) -> None:
        super().__init__(p)
        self.bytes = np.random.Generator(np.random.SFC64(7))

    def forward(self, states: Tensor) -> Tensor:
        """The states, a share of about `p` of them 0 and the others so much larger, in training."""
        least = round(self.p * 256)
        if not self.training or least == 0 or states.is_cuda:
            return super().forward(states)
        drawn = torch.from_numpy(self.bytes.integers(0, 256, states.numel(), dtype=np.uint8)).view(states.shape)
        return states * (drawn >= least).to(states.dtype).mul_(256 / (256 - least))


def with_quick_dropout(part: nn.Module) -> None:
    """Let all dropouts of a part draw their masks quickly."""
    for name, child in part.named_children():
        if type(child) is nn.Dropout:
            setattr(part, name, Dropout(child.p))
        else:
            with_quick_dropout(child)


def pretrained_weights(folder: Path) -> dict[str, Tensor]:
    """The encoder's published weights, by the names that its body has for them."""
    return {k.removeprefix("bert."): v for k, v in load_file(str(folder / "model.safetensors")).items()}


class Encoder(nn.Module):
    """BERT, or the teacher's MPNet, with casing and spacing added to its input embeddings."""

    def __init__(self, folder: Path, layers: int | None = None) -> None:
        super().__init__()
        kind = json.loads((folder / "config.json").read_text())["model_type"]
        settings, body = (MPNetConfig, MPNetModel) if kind == "mpnet" else (BertConfig, BertModel)
        config = settings.from_json_file(folder / "config.json")
        config.num_hidden_layers = layers or config.num_hidden_layers
        config.attention_probs_dropout_prob = 0.0  # a fifth of a step's time, and no score gained by it
        self.bert = body(config, add_pooling_layer=False)
        width = self.bert.config.hidden_size
        self.case = nn.Embedding(CASES, width)
        self.gap = nn.Embedding(GAPS, width)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.gap.weight)

    def forward(self, pieces: Tensor, mask: Tensor, cases: Tensor, gaps: Tensor) -> Tensor:
        """Hidden states [windows, pieces, width] from ids, mask, case and gap codes of the same shape."""
        words = self.bert.embeddings.word_embeddings(pieces) + self.case(cases) + self.gap(gaps)
        return self.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state


class Heads(nn.Module):
    """What is computed for every word of a window, inside the exported graph."""

    def __init__(self, width: int, features: int, upos: int) -> None:
        super().__init__()
        self.start = nn.Linear(width, 1)
        self.upos = nn.Linear(width, upos)
        self.features = nn.Linear(width, features)
        self.arc_dep, self.arc_head = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.arc = nn.Linear(ARC, ARC, bias=False)
        self.arc_bias = nn.Linear(ARC, 1)
        self.rel_dep, self.rel_head = nn.Linear(width, REL), nn.Linear(width, REL)
        self.span_first, self.span_last = nn.Linear(width, SPAN), nn.Linear(width, SPAN)
        self.span = nn.Linear(SPAN, SPAN, bias=False)
        self.span_bias_first, self.span_bias_last = nn.Linear(SPAN, 1), nn.Linear(SPAN, 1)
        self.type_first, self.type_last = nn.Linear(width, TYPE), nn.Linear(width, TYPE)
        self.coref_first, self.coref_last = nn.Linear(width, COREF), nn.Linear(width, COREF)
        self.act = nn.LeakyReLU(0.1)
        self.drop = nn.Dropout(0.33)

    def forward(self, words: Tensor) -> dict[str, Tensor]:
        """Scores and projections from word states [windows, words, width]."""
        act, drop = self.act, self.drop
        dep, head = drop(act(self.arc_dep(words))), drop(act(self.arc_head(words)))
        first, last = drop(act(self.span_first(words))), drop(act(self.span_last(words)))
        return {
            "start": self.start(words).squeeze(-1),
            "upos": self.upos(words),
            "features": self.features(words),
            "arc": self.arc(dep) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2),
            "rel_dep": drop(act(self.rel_dep(words))),
            "rel_head": drop(act(self.rel_head(words))),
            "span": self.span(first) @ last.transpose(1, 2)
            + self.span_bias_first(first)
            + self.span_bias_last(last).transpose(1, 2),
            "type_first": self.type_first(words),
            "type_last": self.type_last(words),
            "coref_first": self.coref_first(words),
            "coref_last": self.coref_last(words),
        }


class PairHeads(nn.Module):
    """Small functions of chosen pairs: relation of an arc, type of a span, score of two mentions."""

    def __init__(self, relations: int, types: int, pair_features: int) -> None:
        super().__init__()
        self.relation = nn.Linear(2 * REL, relations)
        self.kind = nn.Linear(TYPE, types)
        self.coref = nn.Linear(COREF, COREF, bias=False)
        self.coref_none = nn.Linear(COREF, 1)
        self.coref_features = nn.Embedding(pair_features, 1)
        nn.init.zeros_(self.coref_features.weight)

    def relations(self, dep: Tensor, head: Tensor) -> Tensor:
        """Relation scores [pairs, relations] of dependents and their heads [pairs, REL]."""
        return self.relation(torch.cat([dep * head, dep + head], dim=-1))

    def types(self, first: Tensor, last: Tensor) -> Tensor:
        """Type scores [spans, types] from the projections of first and last word."""
        return self.kind(torch.relu(first + last))

    def mention(self, first: Tensor, last: Tensor) -> Tensor:
        """The vector of a mention for coreference."""
        return torch.relu(first + last)


class ActHeads(nn.Module):
    """Acts and statements for every word of a window, inside the exported graph.

    `trigger` [types], `mode` and `auxiliary` are independent yes-or-no scores of a word; `cue` says that
    the word marks a statement, begins one that has no mark, or is hedged; `standing` whose the entity is that
    the word stands for; `links` [roles, words, words]
    score that word j belongs to role r of the trigger or mark i.
    """

    def __init__(self, width: int, *, types: int, modes: int, auxiliary: int, standings: int, links: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(width + types, ACT)
        self.trigger, self.mode = nn.Linear(ACT, types), nn.Linear(ACT, modes)
        self.auxiliary, self.cue = nn.Linear(ACT, auxiliary), nn.Linear(ACT, 3)
        self.standing = nn.Linear(ACT, standings)
        self.link_from, self.link_to = nn.Linear(width, links * LINK), nn.Linear(width, links * LINK)
        self.link = nn.Parameter(torch.randn(links, LINK, LINK) * LINK**-0.5 * 0.3)
        self.link_bias_from, self.link_bias_to = nn.Linear(width, links), nn.Linear(width, links)
        self.distance = nn.Parameter(torch.zeros(links, 2 * REACH + 1))
        self.links = links
        self.act, self.drop = nn.LeakyReLU(0.1), Dropout(0.33)

    def forward(self, words: Tensor, known: Tensor) -> dict[str, Tensor]:
        """Scores from word states [windows, words, width] and the lexicon's types [windows, words, types]."""
        (links,) = self.link_words(words, (slice(None), None))
        return {**self.label_words(words, known), "links": links}

    def label_words(self, words: Tensor, known: Tensor) -> dict[str, Tensor]:
        """The scores of single words."""
        hidden = self.drop(self.act(self.hidden(torch.cat([words, known], dim=2))))
        return {
            "trigger": self.trigger(hidden),
            "mode": self.mode(hidden),
            "auxiliary": self.auxiliary(hidden),
            "cue": self.cue(hidden),
            "standing": self.standing(hidden),
        }

    def link_words(self, words: Tensor, *parts: tuple[slice, Tensor | None]) -> list[Tensor]:
        """Links [windows, roles, holders, words] of some roles and of the words that hold them; None means all words."""
        count, length = words.shape[0], words.shape[1]

        def split(projected: Tensor) -> Tensor:
            return self.drop(self.act(projected)).view(count, length, self.links, LINK).permute(0, 2, 1, 3)

        one, two = split(self.link_from(words)), split(self.link_to(words))
        bias_from, bias_to = self.link_bias_from(words).permute(0, 2, 1), self.link_bias_to(words).permute(0, 2, 1)
        found = []
        for roles, holders in parts:
            left, bias = one[:, roles], bias_from[:, roles]
            if holders is None:
                far = _by_distance(self.distance[roles], length)
            else:
                left, bias = left[:, :, holders], bias[:, :, holders]
                gap = torch.arange(length, device=words.device).unsqueeze(0) - holders.unsqueeze(1)
                # Whole rows of a table: to pick single scores takes onnxruntime as long as all the rest of the heads.
                far = self.distance[roles].t()[gap.clamp(-REACH, REACH) + REACH].permute(2, 0, 1)
            links = (left @ self.link[roles]) @ two[:, roles].transpose(2, 3) + far
            found.append(links + bias.unsqueeze(3) + bias_to[:, roles].unsqueeze(2))
        return found


def _by_distance(table: Tensor, length: int) -> Tensor:
    """Scores of all pairs of words [roles, length, length] from those by distance [roles, 2 * REACH + 1].

    Each row is the one above moved on by one: the run of all distances, repeated, is cut one short of its length.
    """
    words = torch.arange(length, device=table.device)
    run = table[:, torch.cat([words, words - length]).clamp(-REACH, REACH) + REACH]
    repeated = run.repeat(1, length)[:, : length * (2 * length - 1)]
    return repeated.reshape(-1, length, 2 * length - 1)[:, :, :length]


class Network(nn.Module):
    """Encoder, heads and pair heads together."""

    def __init__(
        self,
        folder: Path,
        layers: int | None = None,
        *,
        features: int,
        upos: int,
        relations: int,
        types: int,
        pairs: int,
    ) -> None:
        super().__init__()
        self.encoder = Encoder(folder, layers)
        width = self.encoder.bert.config.hidden_size
        self.drop = nn.Dropout(0.2)
        self.heads = Heads(width, features, upos)
        self.pairs = PairHeads(relations, types, pairs)
        with_quick_dropout(self)

    def forward(self, pieces: Tensor, mask: Tensor, cases: Tensor, gaps: Tensor, firsts: Tensor) -> dict[str, Tensor]:
        """Head outputs; `firsts` [windows, words] holds the first piece of each word."""
        return self.heads(self.drop(self.word_states(pieces, mask, cases, gaps, firsts)))

    def word_states(self, pieces: Tensor, mask: Tensor, cases: Tensor, gaps: Tensor, firsts: Tensor) -> Tensor:
        """Hidden states of the words' first pieces [windows, words, width]."""
        hidden = self.encoder(pieces, mask, cases, gaps)
        return torch.gather(hidden, 1, firsts.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
