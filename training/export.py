"""Turn a checkpoint into the files that the package ships: `python training/export.py --run DIR --encoder DIR --out DIR`.

`encoder.onnx` (word pieces → hidden states, dynamic int8), `heads.onnx` and `acts.onnx` (word states →
scores), `pairs.npz` (functions of chosen pairs), `lexicon.json` (the codebook's types of word forms, an
input of the act heads), `tokenizer.json`, and `manifest.json` with the label sets, the training
settings, the data's sha256 and the scores.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from torch import Tensor, nn

from act_heads import build_heads
from act_windows import AUXILIARY, CUES, LINKS, STANDINGS, TYPES, lexicon, mode_names
from dragoman.codebook import load_codebook
from model import ActHeads, Network
from train import build_network

OUTPUTS = (
    "start", "upos", "features", "arc", "rel_dep", "rel_head", "span", "type_first", "type_last", "coref_first",
    "coref_last",
)  # fmt: skip
PATHS = frozenset("out encoder ud rows run teacher workers resume".split())  # settings that say where, not how
ACT_OUTPUTS = ("trigger", "mode", "auxiliary", "cue", "standing")
WORTH = 0.02  # a word less likely a trigger, cue or mark than that has no links but those of role "home"


def main() -> None:
    """Export from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder with acts.pt and labels.json")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--ud", type=Path, help="the training data, for their hashes")
    parser.add_argument("--rows", type=Path, help="the corpus's training rows, for their hash")
    parser.add_argument("--checkpoint", default="acts.pt", help="name of the checkpoint in the run's folder")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="leave the encoder in float32, to measure what int8 costs")
    args = parser.parse_args()
    labels = json.loads((args.run / "labels.json").read_text())
    state = torch.load(args.run / args.checkpoint, weights_only=False, map_location="cpu")
    network = build_network(args.encoder, labels, state)
    acts = build_heads(network, state)  # before that stage untrained, exported for the parser's sake
    network.eval()
    acts.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    export_encoder(network, args.out / "encoder.onnx", as_float=args.float)
    export_heads(network, args.out / "heads.onnx")
    export_acts(acts, network.encoder.bert.config.hidden_size, args.out / "acts.onnx")
    table = json.dumps(lexicon(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    (args.out / "lexicon.json").write_text(table + "\n", encoding="utf-8")
    export_pairs(network, args.out / "pairs.npz")
    shutil.copyfile(args.encoder / "tokenizer.json", args.out / "tokenizer.json")
    files = [*(sorted(args.ud.glob("*-train.conllu")) if args.ud else []), *([args.rows] if args.rows else [])]
    hashes = {f.name: sha256(f) for f in files}
    act_labels = {
        "codebook": load_codebook().name, "types": TYPES, "modes": mode_names(), "auxiliary": AUXILIARY, "cues": CUES,
        "standings": STANDINGS, "links": LINKS,
    }  # fmt: skip
    manifest = {
        "labels": labels, "acts": act_labels, "scores": state["scores"], "epochs": state["epoch"],
        "settings": {k: v for k, v in state["settings"].items() if k not in PATHS},
        "data_sha256": hashes, "encoder": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)",
        "encoder_sha256": sha256(args.encoder / "model.safetensors"),
    }  # fmt: skip
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


def sha256(path: Path) -> str:
    """The file's sha256 in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


class _EncoderOnly(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder

    def forward(self, pieces: Tensor, mask: Tensor, cases: Tensor, gaps: Tensor) -> Tensor:
        return self.encoder(pieces, mask, cases, gaps)


def export_encoder(network: Network, path: Path, *, as_float: bool) -> None:
    """Write the encoder: fused attention, weights and embeddings in int8 unless `as_float`."""
    example = (
        torch.ones(2, 9, dtype=torch.long),
        torch.ones(2, 9, dtype=torch.long),
        torch.zeros(2, 9, dtype=torch.long),
        torch.zeros(2, 9, dtype=torch.long),
    )
    raw = path.with_suffix(".raw.onnx")
    axes = {0: "windows", 1: "pieces"}
    torch.onnx.export(
        _EncoderOnly(network), example, str(raw), input_names=["pieces", "mask", "cases", "gaps"], output_names=["hidden"],
        dynamic_axes={k: axes for k in ("pieces", "mask", "cases", "gaps", "hidden")}, opset_version=17, dynamo=False,
    )  # fmt: skip
    config = network.encoder.bert.config
    fused = optimizer.optimize_model(
        str(raw), model_type="bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size, opt_level=0
    )
    print("fused:", {k: v for k, v in fused.get_fused_operator_statistics().items() if v})
    fused.save_model_to_file(str(raw))
    if as_float:
        raw.rename(path)
        return
    quantize_dynamic(
        str(raw),
        str(path),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=False,
        op_types_to_quantize=["MatMul", "Attention", "Gather"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    raw.unlink()


class _HeadsOnly(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.heads = network.heads

    def forward(self, words: Tensor) -> tuple[Tensor, ...]:
        found = self.heads(words)
        return tuple(found[name] for name in OUTPUTS)


def export_heads(network: Network, path: Path) -> None:
    """Write the heads over word states [windows, words, width]."""
    axes = {0: "windows", 1: "words"}
    dynamic = {name: axes for name in ("words", *OUTPUTS)}
    for square in ("arc", "span"):
        dynamic[square] = {0: "windows", 1: "words", 2: "words"}
    torch.onnx.export(
        _HeadsOnly(network), (torch.zeros(2, 7, network.encoder.bert.config.hidden_size),), str(path), input_names=["words"],
        output_names=list(OUTPUTS), dynamic_axes=dynamic, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize(path)


def quantize(path: Path) -> None:
    """Turn the weights of an exported graph's products into int8, in place; onnxruntime cannot for three dimensions."""
    raw = path.with_suffix(".raw.onnx")
    path.rename(raw)
    graph = onnx.load(str(raw)).graph
    deep = {value.name for value in graph.initializer if len(value.dims) > 2}
    quantize_dynamic(
        str(raw),
        str(path),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=[node.name for node in graph.node if deep & set(node.input)],
        extra_options={"MatMulConstBOnly": True},
    )
    raw.unlink()
    onnx.checker.check_model(str(path))


class _ActsOnly(nn.Module):
    def __init__(self, acts: ActHeads) -> None:
        super().__init__()
        self.acts = acts

    def forward(self, words: Tensor, known: Tensor) -> tuple[Tensor, ...]:
        found = {name: scores.sigmoid() for name, scores in self.acts.label_words(words, known).items()}
        likely = torch.maximum(found["trigger"].amax(2), found["cue"][..., :2].amax(2))[0]
        holders = (likely >= WORTH).nonzero().squeeze(1)
        home = LINKS.index("home")
        links, homes = self.acts.link_words(words, (slice(None), holders), (slice(home, home + 1), None))
        return (*(found[name] for name in ACT_OUTPUTS), holders, links[0].sigmoid(), homes[0, 0].sigmoid())


def export_acts(acts: ActHeads, width: int, path: Path) -> None:
    """Write the act heads over word states [1, words, width] and known types [1, words, types] of one window.

    Beside the scores of words it gives the numbers of those that may hold links [holders], their links [roles,
    holders, words], and those of role "home" of all words [words, words].
    """
    dynamic = {name: {1: "words"} for name in ("words", "known", *ACT_OUTPUTS)}
    dynamic |= {"holders": {0: "holders"}, "links": {1: "holders", 2: "words"}, "homes": {0: "words", 1: "words"}}
    torch.onnx.export(
        _ActsOnly(acts), (torch.zeros(1, 7, width), torch.zeros(1, 7, len(TYPES))), str(path),
        input_names=["words", "known"], output_names=[*ACT_OUTPUTS, "holders", "links", "homes"], dynamic_axes=dynamic,
        opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize(path)


def export_pairs(network: Network, path: Path) -> None:
    """Write the weights of the pair functions as float32 arrays."""
    pairs = network.pairs
    arrays = {
        "relation_weight": pairs.relation.weight.T, "relation_bias": pairs.relation.bias,
        "kind_weight": pairs.kind.weight.T, "kind_bias": pairs.kind.bias,
        "coref_bilinear": pairs.coref.weight.T, "coref_none_weight": pairs.coref_none.weight[0],
        "coref_none_bias": pairs.coref_none.bias, "coref_features": pairs.coref_features.weight[:, 0],
    }  # fmt: skip
    np.savez(path, **{k: np.ascontiguousarray(v.detach().numpy().astype(np.float32)) for k, v in arrays.items()})  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
