"""Glow of two levels on digits of 14x14 pixels in 256 levels (Kingma & Dhariwal 2018)."""

import math

import torch
from torch import nn
from torch.nn import functional
from training import batches, count, standard_normal_nats, update


class Actnorm(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.log_scale = nn.Parameter(torch.zeros(1, channels, 1, 1))
        self.shift = nn.Parameter(torch.zeros(1, channels, 1, 1))
        self.initialised = False

    def forward(self, x):
        if not self.initialised:
            with torch.no_grad():
                deviation = x.std((0, 2, 3), keepdim=True) + 1e-6
                self.log_scale.copy_(-deviation.log())
                self.shift.copy_(-x.mean((0, 2, 3), keepdim=True) / deviation)
            self.initialised = True
        return x * self.log_scale.exp() + self.shift, x[0, 0].numel() * self.log_scale.sum()


class InvertibleConvolution(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.register_buffer("permutation", torch.eye(channels)[torch.randperm(channels)])
        self.register_buffer("unit", torch.eye(channels))
        self.lower = nn.Parameter(torch.zeros(channels, channels))
        self.upper = nn.Parameter(torch.zeros(channels, channels))
        self.log_scale = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        lower = self.lower.tril(-1) + self.unit
        upper = self.upper.triu(1) + torch.diag(self.log_scale.exp())
        weight = self.permutation @ lower @ upper
        return functional.conv2d(x, weight[:, :, None, None]), x[0, 0].numel() * self.log_scale.sum()


def zero_convolution(inputs, outputs):
    convolution = nn.Conv2d(inputs, outputs, 3, padding=1)
    nn.init.zeros_(convolution.weight)
    nn.init.zeros_(convolution.bias)
    return convolution


class Coupling(nn.Module):
    """Moves one half of the channels as a network of the other half says."""

    def __init__(self, half, network):
        super().__init__()
        self.network = network
        self.bound = nn.Parameter(torch.ones(1, half, 1, 1))

    def forward(self, kept, moving):
        shift, raw = self.network(kept).chunk(2, 1)
        log_scale = self.bound * raw.tanh()
        return moving * log_scale.exp() + shift, log_scale.sum((1, 2, 3))


class Step(nn.Module):
    def __init__(self, channels, filters=64):
        super().__init__()
        self.actnorm = Actnorm(channels)
        self.convolution = InvertibleConvolution(channels)
        network = nn.Sequential(
            nn.Conv2d(channels // 2, filters, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(filters, filters, 1),
            nn.ReLU(),
            zero_convolution(filters, channels),
        )
        self.coupling = Coupling(channels // 2, network)

    def forward(self, x, log_det):
        x, normalised = self.actnorm(x)
        x, mixed = self.convolution(x)
        kept, moving = x.chunk(2, 1)
        moved, change = self.coupling(kept, moving)
        return torch.cat([kept, moved], 1), log_det + normalised + mixed + change


class Glow(nn.Module):
    def __init__(self, alpha=0.05):
        super().__init__()
        self.alpha = alpha
        self.fine = nn.ModuleList(Step(4) for _ in range(4))
        self.prior = Coupling(2, zero_convolution(2, 4))
        self.coarse = nn.ModuleList(Step(2) for _ in range(4))

    def forward(self, images):
        unit = (torch.round(255 * images) + torch.rand_like(images)) / 256
        p = self.alpha + (1 - 2 * self.alpha) * unit
        x = p.log() - (1 - p).log()
        stretch = functional.softplus(x) + functional.softplus(-x) + math.log((1 - 2 * self.alpha) / 256)
        log_det = stretch.sum((1, 2, 3))
        x = functional.pixel_unshuffle(x, 2)
        for step in self.fine:
            x, log_det = step(x, log_det)
        x, z = x.chunk(2, 1)
        z, change = self.prior(x, z)
        log_det = log_det + change
        for step in self.coarse:
            x, log_det = step(x, log_det)
        return (standard_normal_nats(x) + standard_normal_nats(z) - log_det).mean()


def make(digits):
    model = Glow()
    optimiser = torch.optim.Adam(model.parameters(), lr=0.002)
    images = batches(functional.avg_pool2d(digits(), 2), 64)

    def step():
        return [update(optimiser, model(next(images)))]

    return step, count(model)
