"""Adversarial autoencoder of binary digits (Makhzani et al. 2016)."""

import itertools

import torch
from game import discriminator_nats, discriminator_of, generator_nats, network
from torch import nn
from training import batches, bernoulli_nats, count, update


def make(digits):
    encoder = network(784, 400, 8, nn.ReLU).append(nn.BatchNorm1d(8, eps=1e-5, momentum=0.1))
    decoder = network(8, 400, 784, nn.ReLU)
    discriminator = discriminator_of(8)
    autoencoder = itertools.chain(encoder.parameters(), decoder.parameters())
    reconstruction = torch.optim.Adam(autoencoder, lr=0.001)
    discriminator_optimiser = torch.optim.Adam(discriminator.parameters(), lr=0.001, betas=(0.5, 0.999))
    generator_optimiser = torch.optim.Adam(encoder.parameters(), lr=0.0004, betas=(0.5, 0.999))
    images = batches(digits().flatten(1), 100)

    def step():
        x = torch.bernoulli(next(images))
        first = update(reconstruction, bernoulli_nats(x, decoder(encoder(x))))
        codes, prior = encoder(x), torch.randn(len(x), 8)
        second = update(discriminator_optimiser, discriminator_nats(discriminator, prior, codes.detach()))
        third = update(generator_optimiser, generator_nats(discriminator, codes))
        return [first, second, third]

    return step, count(encoder, decoder, discriminator)
