"""A PyTorch process that trains one model and answers what the benchmark asks: one JSON value a line, as in
bench/contestants/messages.ts. Arguments: the model's name and the packed digits, public/data/digits.bin."""

import importlib
import json
import struct
import sys
import time
import zlib

import torch

torch.set_num_threads(1)


def read_digits(path):
    """Grey values from 0 to 1, [count, 1, 28, 28]. The file: deflated; six 32-bit words, the images, the labels."""
    with open(path, "rb") as file:
        raw = zlib.decompress(file.read(), -15)
    _, count, height, width, _, _ = struct.unpack_from("<6I", raw)
    pixels = torch.frombuffer(bytearray(raw[24 : 24 + count * height * width]), dtype=torch.uint8)
    return pixels.float().div(255).view(count, 1, height, width)


def say(value):
    print(json.dumps(value), flush=True)


def timed_steps(step, milliseconds, most):
    times = []
    used = time.process_time()
    start = before = time.perf_counter()
    while True:
        losses = step()
        now = time.perf_counter()
        times.append(1000 * (now - before))
        before = now
        if len(times) >= most or 1000 * (now - start) >= milliseconds:
            processor = 1000 * (time.process_time() - used) / len(times)
            return {"times": times, "processor": processor, "losses": [loss.item() for loss in losses]}


def main():
    name, digits = sys.argv[1:]
    start = time.perf_counter()
    model = importlib.import_module(name.replace("-", "_"))
    step, parameters = model.make(lambda: read_digits(digits))
    made = time.perf_counter()
    losses = [loss.item() for loss in step()]
    first = time.perf_counter()
    start_up = {"model": 1000 * (made - start), "first step": 1000 * (first - made)}
    say({"parameters": parameters, "version": torch.__version__, "startUp": start_up, "losses": losses})
    for line in sys.stdin:
        request = json.loads(line)
        if request["ask"] == "steps":
            say(timed_steps(step, request["milliseconds"], request["most"]))
        else:
            say({"failure": f"This contestant cannot be asked for {request['ask']}."})


if __name__ == "__main__":
    main()
