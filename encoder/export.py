"""Writes a network as one small ONNX file: int8 weights a channel, standard operators only, the tokenizer inside."""

import hashlib
import json
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn

from encoder.network import LONGEST, Network
from model.encoder import FORMAT, METADATA

OPSET = 17
LIMIT = 12_000_000  # bytes


def write(network: Network, tokenizer: Tokenizer, about: dict[str, str], file: Path, limit: int | None = LIMIT) -> str:
    """Write `file` and return its sha256; `about` (base, data, seed and the like) goes into it as well.

    The largest weight of a column gets 7 bits instead of 8, so that sums of products cannot overflow on processors
    that add up pairs of them in 16 bits.
    """
    network.eval()
    # The reader cuts texts to LONGEST pieces: positions beyond are dead weight.
    positions = network.bert.embeddings.position_embeddings
    positions.weight = nn.Parameter(positions.weight[:LONGEST].detach().clone())
    network.bert.embeddings.position_ids = network.bert.embeddings.position_ids[:, :LONGEST]
    network.bert.embeddings.token_type_ids = network.bert.embeddings.token_type_ids[:, :LONGEST]
    network.bert.config._attn_implementation = "eager"  # noqa: SLF001 - plain operators, the only way to ask for them
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                _Embedding(network),
                (torch.ones(2, 9, dtype=torch.long),),
                str(whole),
                input_names=["pieces"],
                output_names=["embeddings"],
                dynamic_axes={"pieces": {0: "texts", 1: "length"}, "embeddings": {0: "texts"}},
                opset_version=OPSET,
                dynamo=False,
            )
        quantize_dynamic(
            whole,
            small,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )
        model = onnx.load(small)
    del model.metadata_props[:]
    held = {METADATA: tokenizer.to_str(), "format": str(FORMAT), "longest": str(LONGEST), "about": json.dumps(about)}
    for key, value in held.items():
        model.metadata_props.add(key=key, value=value)
    model.producer_name = model.producer_version = model.doc_string = ""
    for node in model.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model)
    data = model.SerializeToString()
    if limit and len(data) > limit:
        raise SystemExit(f"The file would have {len(data)} bytes, more than {limit}: keep fewer word pieces or layers.")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


class _Embedding(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: torch.Tensor) -> torch.Tensor:
        return self.network.embed(pieces)
