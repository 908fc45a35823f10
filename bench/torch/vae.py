"""Variational autoencoder 784-400-20-400-784 (Kingma & Welling 2014)."""

import torch
from evidence_lower_bound import bound_nats
from torch import nn
from training import batches, count, update


class VAE(nn.Module):
    def __init__(self, latent=20):
        super().__init__()
        self.hidden = nn.Linear(784, 400)
        self.mean = nn.Linear(400, latent)
        self.log_variance = nn.Linear(400, latent)
        self.decoder = nn.Sequential(nn.Linear(latent, 400), nn.ReLU(), nn.Linear(400, 784))

    def forward(self, x):
        h = torch.relu(self.hidden(x))
        return bound_nats(x, self.mean(h), self.log_variance(h), self.decoder)


def make(digits):
    model = VAE()
    optimiser = torch.optim.Adam(model.parameters(), lr=0.001)
    images = batches(digits().flatten(1), 128)

    def step():
        return [update(optimiser, model(torch.bernoulli(next(images))))]

    return step, count(model)
