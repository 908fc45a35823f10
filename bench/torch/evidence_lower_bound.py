import torch
from training import bernoulli_nats


def bound_nats(x, mean, log_variance, decoder):
    """-E[log p(x | z)] + KL(q(z | x) || N(0, 1)) of Bernoulli pixels, averaged over the batch."""
    z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
    kl = 0.5 * (mean.square() + log_variance.exp() - log_variance - 1).sum(1).mean()
    return bernoulli_nats(x, decoder(z)) + kl
