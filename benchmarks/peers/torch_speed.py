"""PyTorch's side of the comparison; prints one line of JSON, as dev.weft.benchmarks.Speed does for Weft.

    torch_speed.py train   [--epochs 3] [--images 48000]   images/s of each epoch, the reference network with dropout
    torch_speed.py infer   [--rounds 5]                    images/s over the test images, round by round
    torch_speed.py latency [--rounds 7] [--images 2000]    microseconds for one image, round by round

Common options: --threads, --batch, --channels-last, --compile, --data DIR.
"""
import argparse
import gzip
import json
import pathlib
import time

import torch
from torch import nn

DEBIAN = '/usr/share/datasets/fashion-mnist'
SIDE = 28
IMAGES_HEADER, LABELS_HEADER = 16, 8


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('what', choices=['train', 'infer', 'latency'])
    parser.add_argument('--threads', type=int, default=2)
    parser.add_argument('--batch', type=int, default=128)
    parser.add_argument('--channels-last', action='store_true', help='store images and weights as NHWC')
    parser.add_argument('--compile', action='store_true', help='use torch.compile')
    parser.add_argument('--epochs', type=int, default=3)
    parser.add_argument('--images', type=int)
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--data', type=pathlib.Path, default=DEBIAN, help='directory with the IDX files')
    return parser.parse_args()


def idx(directory, name, header):
    path = pathlib.Path(directory) / name
    content = path.read_bytes() if path.exists() else gzip.decompress(path.with_name(name + '.gz').read_bytes())
    return torch.frombuffer(bytearray(content[header:]), dtype=torch.uint8)


def load(directory, kind):
    """Images (N, 1, 28, 28) scaled to [0, 1], and labels."""
    images = idx(directory, f'{kind}-images-idx3-ubyte', IMAGES_HEADER).reshape(-1, 1, SIDE, SIDE)
    return images.float() / 255, idx(directory, f'{kind}-labels-idx1-ubyte', LABELS_HEADER).long()


def reference_network():
    def convolution(inputs, filters):
        return [nn.Conv2d(inputs, filters, kernel_size=3), nn.ReLU()]

    return nn.Sequential(
        *convolution(1, 32), nn.MaxPool2d(2), nn.Dropout(0.25),
        *convolution(32, 64), nn.MaxPool2d(2), nn.Dropout(0.25),
        *convolution(64, 128), nn.Dropout(0.4),
        nn.Flatten(),
        nn.Linear(3 * 3 * 128, 128), nn.ReLU(), nn.Dropout(0.3),
        nn.Linear(128, 10))


def train(options, network, memory_format):
    images, labels = load(options.data, 'train')
    count = min(options.images or 48_000, len(labels))
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, fused=True)
    criterion = nn.CrossEntropyLoss()

    def loss_of(x, y):
        return criterion(network(x), y)

    if options.compile:
        loss_of = torch.compile(loss_of)
    rates = []
    for _ in range(options.epochs):
        began = time.perf_counter()
        for batch in torch.randperm(count).split(options.batch):
            optimizer.zero_grad(set_to_none=True)
            loss = loss_of(images[batch].contiguous(memory_format=memory_format), labels[batch])
            loss.backward()
            optimizer.step()
            loss.item()
        rates.append(count / (time.perf_counter() - began))
    return 'images/s', rates


@torch.inference_mode()
def infer(options, network, memory_format):
    network.eval()
    images = load(options.data, 't10k')[0].contiguous(memory_format=memory_format)
    rates = []
    for _ in range(options.rounds):
        began = time.perf_counter()
        for batch in images.split(options.batch):
            network(batch)
        rates.append(len(images) / (time.perf_counter() - began))
    return 'images/s', rates


@torch.inference_mode()
def latency(options, network, memory_format):
    network.eval()
    image = torch.full((1, 1, SIDE, SIDE), 0.5).contiguous(memory_format=memory_format)
    count = options.images or 2000
    micros = []
    for _ in range(options.rounds):
        began = time.perf_counter()
        for _ in range(count):
            network(image)
        micros.append((time.perf_counter() - began) / count * 1e6)
    return 'microseconds', micros


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(2023)
    memory_format = torch.channels_last if options.channels_last else torch.contiguous_format
    network = reference_network().to(memory_format=memory_format)
    if options.compile and options.what != 'train':
        network = torch.compile(network)
    unit, values = globals()[options.what](options, network, memory_format)
    print(json.dumps({'unit': unit, 'values': values, 'with': f'PyTorch {torch.__version__}'}))


if __name__ == '__main__':
    main()
