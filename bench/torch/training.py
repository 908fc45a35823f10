"""What the models share: batches, counting, one update."""

import math

import torch
from torch.utils.data import BatchSampler, RandomSampler


def batches(images, size):
    """Shuffled batches without end."""
    while True:
        for indices in BatchSampler(RandomSampler(images), size, drop_last=True):
            yield images[indices]


def count(*modules):
    return sum(parameter.numel() for module in modules for parameter in module.parameters())


def update(optimiser, loss):
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    optimiser.step()
    return loss.detach()


def bernoulli_nats(x, logits):
    """-log p(x), summed over an image, averaged over the batch."""
    return torch.nn.functional.binary_cross_entropy_with_logits(logits, x, reduction="sum") / len(x)


def standard_normal_nats(z):
    """-log N(z; 0, 1) of each example."""
    return 0.5 * (z * z + math.log(2 * math.pi)).flatten(1).sum(1)
