"""Generative adversarial network on eight Gaussians in the plane (Goodfellow et al. 2014), non-saturating."""

import math

import torch
from game import discriminator_nats, discriminator_of, generator_nats, network
from torch import nn
from training import count, update


def eight_gaussians(size):
    angles = 2 * math.pi / 8 * torch.randint(8, (size,))
    return 2 * torch.stack([angles.cos(), angles.sin()], 1) + 0.05 * torch.randn(size, 2)


def make(_digits):
    generator = network(2, 256, 2, nn.ReLU)
    discriminator = discriminator_of(2)
    discriminator_optimiser = torch.optim.Adam(discriminator.parameters(), lr=0.001, betas=(0.5, 0.9))
    generator_optimiser = torch.optim.Adam(generator.parameters(), lr=0.001, betas=(0.5, 0.9))

    def step():
        real, noise = eight_gaussians(256), torch.randn(256, 2)
        fake = generator(noise)
        first = update(discriminator_optimiser, discriminator_nats(discriminator, real, fake.detach()))
        second = update(generator_optimiser, generator_nats(discriminator, fake))
        return [first, second]

    return step, count(generator, discriminator)
