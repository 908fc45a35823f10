"""What PyTorch's bound is worth after training: the figure that stands beside the template's own in its about.md.

    npx genloom data digits --out digits
    python3 bench/torch/vae_bound.py digits --epochs 30 --seeds 1 2 3

Prints the negative evidence lower bound of the test split in nats, one line for each seed.
"""

import argparse

import numpy
import torch
from training import batches, update
from vae import VAE


def pixels(folder, split):
    return torch.from_numpy(numpy.load(f"{folder}/{split}-x.npy")).flatten(1) / 255


def trained(images, epochs, seed):
    torch.manual_seed(seed)
    model = VAE()
    optimiser = torch.optim.Adam(model.parameters(), lr=0.001)
    drawn = batches(images, 128)
    for _ in range(round(epochs * len(images) / 128)):
        update(optimiser, model(torch.bernoulli(next(drawn))))
    return model


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder")
    arguments.add_argument("--epochs", type=float, default=30)
    arguments.add_argument("--seeds", type=int, nargs="+", default=[1])
    given = arguments.parse_args()
    torch.set_num_threads(1)
    test = pixels(given.folder, "test")
    for seed in given.seeds:
        model = trained(pixels(given.folder, "train"), given.epochs, seed)
        # Binarisation and latents are drawn: the mean over many draws of all is steady to a few hundredths of a nat.
        with torch.no_grad():
            bounds = [model(torch.bernoulli(test)).item() for _ in range(20)]
        print(f"seed {seed}: {sum(bounds) / len(bounds):.2f} nats")


if __name__ == "__main__":
    main()
