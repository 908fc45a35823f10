"""RealNVP on two moons: eight affine couplings (Dinh et al. 2017)."""

import math

import torch
from torch import nn
from training import count, standard_normal_nats, update


class Coupling(nn.Module):
    def __init__(self):
        super().__init__()
        self.network = nn.Sequential(
            nn.Linear(1, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 2)
        )
        nn.init.zeros_(self.network[-1].weight)
        nn.init.zeros_(self.network[-1].bias)
        self.bound = nn.Parameter(torch.ones(1))

    def forward(self, kept, moving):
        shift, raw = self.network(kept).chunk(2, 1)
        log_scale = self.bound * raw.tanh()
        return moving * log_scale.exp() + shift, log_scale.sum(1)


class RealNVP(nn.Module):
    def __init__(self):
        super().__init__()
        self.couplings = nn.ModuleList(Coupling() for _ in range(8))

    def forward(self, x):
        first, second = x.chunk(2, 1)
        log_det = 0
        for coupling in self.couplings:
            moved, change = coupling(first, second)
            first, second = moved, first
            log_det = log_det + change
        return (standard_normal_nats(torch.cat([first, second], 1)) - log_det).mean()


def two_moons(size):
    angles = math.pi * torch.rand(size)
    upper = (torch.arange(size) % 2 == 0).float()
    x = upper * angles.cos() + (1 - upper) * (1 - angles.cos())
    y = upper * angles.sin() + (1 - upper) * (0.5 - angles.sin())
    return torch.stack([x - 0.5, y - 0.25], 1) + 0.1 * torch.randn(size, 2)


def make(_digits):
    model = RealNVP()
    optimiser = torch.optim.Adam(model.parameters(), lr=0.001)

    def step():
        return [update(optimiser, model(two_moons(256)))]

    return step, count(model)
