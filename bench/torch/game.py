"""What the adversarial models share: networks and the two losses of the non-saturating game."""

from torch import nn
from torch.nn import functional


def network(inputs, units, outputs, activation):
    return nn.Sequential(
        nn.Linear(inputs, units), activation(), nn.Linear(units, units), activation(), nn.Linear(units, outputs)
    )


def discriminator_of(inputs):
    return network(inputs, 256, 1, lambda: nn.LeakyReLU(0.2))


def discriminator_nats(discriminator, real, fake):
    return functional.softplus(-discriminator(real)).mean() + functional.softplus(discriminator(fake)).mean()


def generator_nats(discriminator, fake):
    return functional.softplus(-discriminator(fake)).mean()
