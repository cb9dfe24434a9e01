"""Teaches a network the labels, the contrast pairs and, where there is a teacher, the teacher's embeddings."""

import random
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn

from encoder.data import Example
from encoder.network import Network, batches, padded

SEED = 7
POSITIVE = 3.0  # a label is rare: its examples count this often
APART = 0.3  # cosine from which on the two sides of a contrast pair are pushed apart
PAIR_WEIGHT, TEACHER_WEIGHT = 1.0, 4.0


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast a network learns."""

    epochs: int
    rate: float
    batch: int = 32


def learn(
    network: Network,
    examples: Sequence[Example],
    ids: Sequence[Sequence[int]],
    course: Course,
    teacher: torch.Tensor | None = None,
) -> None:
    """Train `network` in place on `examples`, whose word pieces are `ids`; progress goes to standard error.

    `teacher` has the embeddings to come near, shape (n, size), where a larger network has learnt before: what says
    the same to the teacher is thereby pulled together in the student as well.
    """
    torch.manual_seed(SEED)
    chance = random.Random(SEED)  # noqa: S311 - shuffling, not secrecy
    targets = torch.tensor([one.targets for one in examples])
    weights = torch.tensor([one.weights for one in examples])
    units, partner = _units(examples)
    loss_of = nn.BCEWithLogitsLoss(pos_weight=torch.full((targets.shape[1],), POSITIVE), reduction="none")
    groups = [
        {"params": network.bert.parameters(), "lr": course.rate},
        {"params": network.head.parameters(), "lr": 1e-3},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    total = course.epochs * len(list(batches(units, ids, course.batch, random.Random(SEED))))  # noqa: S311
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.1 * total)) * max(0.0, (total - step) / total)
    )
    step, begun, running = 0, time.monotonic(), 0.0
    network.train()
    for _ in range(course.epochs):
        for index in batches(units, ids, course.batch, chance):
            # Half the bits where it does no harm: twice as fast on processors that know the format.
            with torch.autocast("cpu", dtype=torch.bfloat16):
                embedded = network.embed(padded([ids[i] for i in index]))
            found = network.head(network.drop(embedded))
            loss = (loss_of(found, targets[index]) * weights[index]).sum(1).mean()
            loss = loss + PAIR_WEIGHT * _apart(embedded, index, partner)
            if teacher is not None:
                loss = loss + TEACHER_WEIGHT * _distance(embedded, teacher[index])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            pace.step()
            step += 1
            running = loss.item() if step == 1 else 0.98 * running + 0.02 * loss.item()
            if step % 100 == 0:
                left = (time.monotonic() - begun) / step * (total - step)
                sys.stderr.write(f"  {step} of {total}, loss {running:.3f}, {left / 60:.0f} minutes left\n")
    network.eval()


def _units(examples: Sequence[Example]) -> tuple[list[list[int]], dict[int, int]]:
    """Put the two sides of a contrast pair into one unit; also map each side to the other where they contrast."""
    sides: dict[str, list[int]] = defaultdict(list)
    units = []
    for i, one in enumerate(examples):
        if one.pair is None:
            units.append([i])
        else:
            sides[one.pair].append(i)
    partner = {}
    for both in sides.values():
        units.append(both)
        if len(both) == 2 and examples[both[0]].targets != examples[both[1]].targets:
            partner[both[0]], partner[both[1]] = both[1], both[0]
    return units, partner


def _apart(embedded: torch.Tensor, index: Sequence[int], partner: dict[int, int]) -> torch.Tensor:
    place = {i: at for at, i in enumerate(index)}
    pairs = [(at, place[partner[i]]) for i, at in place.items() if partner.get(i) in place]
    if not pairs:
        return embedded.sum() * 0
    one, other = (embedded[[pair[side] for pair in pairs]] for side in (0, 1))
    return nn.functional.relu(nn.functional.cosine_similarity(one, other) - APART).mean()


def _distance(embedded: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Return the mean squared distance in units of the teacher's own spread."""
    return nn.functional.mse_loss(embedded, wanted) / wanted.var()
