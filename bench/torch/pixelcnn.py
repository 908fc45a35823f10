"""PixelCNN of binary digits: masked convolutions 7x7 and five of 3x3, then two of 1x1 (van den Oord et al. 2016)."""

import torch
from torch import nn
from training import batches, bernoulli_nats, count, update


class MaskedConv2d(nn.Conv2d):
    def __init__(self, channels, filters, size, kind):
        super().__init__(channels, filters, size, padding=size // 2)
        places = torch.arange(size * size).view(size, size)
        centre = size * size // 2
        self.register_buffer("mask", (places < centre + (kind == "B")).float())

    def forward(self, x):
        return self._conv_forward(x, self.weight * self.mask, self.bias)


def make(digits):
    hidden = [MaskedConv2d(1, 32, 7, "A")] + [MaskedConv2d(32, 32, 3, "B") for _ in range(5)] + [nn.Conv2d(32, 32, 1)]
    model = nn.Sequential(*[part for layer in hidden for part in (layer, nn.ReLU())], nn.Conv2d(32, 1, 1))
    optimiser = torch.optim.Adam(model.parameters(), lr=0.001)
    images = batches(digits(), 32)
    # The rows below the centre, which Genloom's template leaves out.
    below = 3 * 7 * 32 + 5 * 3 * 32 * 32

    def step():
        x = torch.bernoulli(next(images))
        return [update(optimiser, bernoulli_nats(x, model(x)))]

    return step, count(model) - below
