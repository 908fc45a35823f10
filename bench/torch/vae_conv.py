"""Variational autoencoder of convolutions with stride 2 and their transposes."""

import torch
from evidence_lower_bound import bound_nats
from torch import nn
from training import batches, count, update


class ConvolutionalVAE(nn.Module):
    def __init__(self, latent=20):
        super().__init__()
        self.trunk = nn.Sequential(
            nn.Conv2d(1, 32, 4, 2, 1), nn.ReLU(), nn.Conv2d(32, 64, 4, 2, 1), nn.ReLU(), nn.Flatten()
        )
        self.mean = nn.Linear(3136, latent)
        self.log_variance = nn.Linear(3136, latent)
        self.decoder = nn.Sequential(
            nn.Linear(latent, 3136),
            nn.ReLU(),
            nn.Unflatten(1, (64, 7, 7)),
            nn.ConvTranspose2d(64, 32, 4, 2, 1),
            nn.ReLU(),
            nn.ConvTranspose2d(32, 1, 4, 2, 1),
        )

    def forward(self, x):
        h = self.trunk(x)
        return bound_nats(x, self.mean(h), self.log_variance(h), self.decoder)


def make(digits):
    model = ConvolutionalVAE()
    optimiser = torch.optim.Adam(model.parameters(), lr=0.001)
    images = batches(digits(), 128)

    def step():
        return [update(optimiser, model(torch.bernoulli(next(images))))]

    return step, count(model)
