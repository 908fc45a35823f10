"""Masked autoencoder 784-500-784 (Germain et al. 2015)."""

import torch
from torch import nn
from torch.nn import functional
from training import batches, bernoulli_nats, count, update


class MaskedLinear(nn.Linear):
    def __init__(self, inputs, outputs, mask):
        super().__init__(inputs, outputs)
        self.register_buffer("mask", mask.float())

    def forward(self, x):
        return functional.linear(x, self.weight * self.mask, self.bias)


def make(digits):
    places = torch.arange(1, 785)
    degrees = torch.linspace(1, 783.999, 500).floor()
    model = nn.Sequential(
        MaskedLinear(784, 500, degrees[:, None] >= places[None, :]),
        nn.ReLU(),
        MaskedLinear(500, 784, places[:, None] > degrees[None, :]),
    )
    optimiser = torch.optim.Adam(model.parameters(), lr=0.001)
    images = batches(digits().flatten(1), 100)

    def step():
        x = torch.bernoulli(next(images))
        return [update(optimiser, bernoulli_nats(x, model(x)))]

    return step, count(model)
