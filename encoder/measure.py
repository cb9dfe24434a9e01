"""How well a network has learnt: average precision on posts that it never saw."""

from collections.abc import Sequence

import torch
from sklearn.metrics import average_precision_score

from encoder.data import Example
from encoder.network import Network, embeddings


def average_precision(network: Network, examples: Sequence[Example], ids: Sequence[Sequence[int]]) -> float:
    """Return the average precision over all labels and texts together (micro)."""
    return scored(network, embeddings(network, ids), examples)


def scored(network: Network, embedded: torch.Tensor, examples: Sequence[Example]) -> float:
    """Return the same for embeddings that are there already, shape (n_examples, size)."""
    with torch.inference_mode():
        scores = network.head(embedded).numpy()
    targets = torch.tensor([one.targets for one in examples]).numpy()
    return float(average_precision_score(targets.ravel(), scores.ravel()))
