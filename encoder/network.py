"""The network: a BERT with mean pooling and one linear layer a label, and how texts become its input."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import nn
from transformers import BertModel

LONGEST = 96  # word pieces; the rest of a longer text is left out
PAD = 0


class Network(nn.Module):
    """Mean-pooled BERT and a linear head: `embed` gives (n, size), `forward` (n, n_labels) log-odds."""

    def __init__(self, bert: BertModel, labels: int) -> None:
        super().__init__()
        self.bert = bert
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(bert.config.hidden_size, labels)

    def embed(self, ids: torch.Tensor) -> torch.Tensor:
        """Average the last layer over the word pieces of each text, `ids` of shape (n, longest)."""
        mask = (ids != PAD).long()
        hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        weight = mask.unsqueeze(-1).float()
        return (hidden * weight).sum(1) / weight.sum(1)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Return the log-odds of each label."""
        return self.head(self.drop(self.embed(ids)))


def load(folder: Path, rows: Sequence[int], labels: int) -> Network:
    """Load the base model from `folder` with those `rows` of its vocabulary alone."""
    bert = BertModel.from_pretrained(folder, add_pooling_layer=False)
    return Network(_resized(bert, range(bert.config.num_hidden_layers), rows), labels)


def shallower(teacher: Network, layers: Sequence[int]) -> Network:
    """Make a smaller network of some `layers` of `teacher`, which keeps its head."""
    student = Network(_resized(teacher.bert, layers, range(teacher.bert.config.vocab_size)), teacher.head.out_features)
    student.head.load_state_dict(teacher.head.state_dict())
    return student


def _resized(bert: BertModel, layers: Sequence[int], rows: Sequence[int]) -> BertModel:
    config = bert.config.__class__(**{**bert.config.to_dict(), "num_hidden_layers": len(layers)})
    config.vocab_size = len(rows)
    made = BertModel(config, add_pooling_layer=False)
    embeddings = dict(bert.embeddings.state_dict())
    embeddings["word_embeddings.weight"] = embeddings["word_embeddings.weight"][list(rows)]
    made.embeddings.load_state_dict(embeddings)
    for new, old in enumerate(layers):
        made.encoder.layer[new].load_state_dict(bert.encoder.layer[old].state_dict())
    return made


def padded(texts: Sequence[Sequence[int]]) -> torch.Tensor:
    """Return word-piece numbers as one tensor, shape (n, longest of them)."""
    width = max(map(len, texts))
    return torch.tensor([[*ids, *[PAD] * (width - len(ids))] for ids in texts])


def batches(
    units: Sequence[Sequence[int]], texts: Sequence[Sequence[int]], size: int, chance: random.Random
) -> Iterator[list[int]]:
    """Yield lists of about `size` numbers of about equally long texts, in random order; a unit stays together."""
    order = list(units)
    chance.shuffle(order)
    found: list[list[int]] = []
    per_block = size * 50
    for start in range(0, len(order), per_block):
        block = sorted(order[start : start + per_block], key=lambda unit: max(len(texts[i]) for i in unit))
        batch: list[int] = []
        for unit in block:
            batch += unit
            if len(batch) >= size:
                found.append(batch)
                batch = []
        if batch:
            found.append(batch)
    chance.shuffle(found)
    yield from found


@torch.inference_mode()
def embeddings(network: Network, texts: Sequence[Sequence[int]], size: int = 64) -> torch.Tensor:
    """Embed texts without training, shape (n, size of the network)."""
    network.eval()
    found = torch.empty(len(texts), network.bert.config.hidden_size)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for start in range(0, len(order), size):
        index = order[start : start + size]
        found[index] = network.embed(padded([texts[i] for i in index]))
    return found
