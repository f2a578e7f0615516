"""PyTorch's side of the zoo: measures one network in each of its modes; prints one line of JSON.

    torch_zoo.py train NAME   training steps, Adam, softmax cross-entropy; the autoencoder: mean squared error
    torch_zoo.py infer NAME   batches forward
    torch_zoo.py one NAME     one example, with one thread and with several

Options: --threads, --batch, --seconds (for all modes together). The networks are those of dev.weft.benchmarks.zoo.Zoo. Modes, that is
memory formats and, for one example, thread counts, take turns, stretch by stretch; a value is runs per second of a stretch.
"""
import argparse
import json
import time

import torch
from torch import nn
from torch.nn import functional

STRETCHES = 6
CLASSES = 10
BATCHES = {'train': 128, 'infer': 256, 'one': 1}
IMAGE = (1, 28, 28)
VOCABULARY = 5000


def convolution(inputs, filters, kernel=3, stride=1):
    """A convolution and ReLU, padded so that stride 1 keeps the size."""
    return nn.Sequential(nn.Conv2d(inputs, filters, kernel, stride, padding=kernel // 2), nn.ReLU())


def normalized(inputs, filters, kernel=3, stride=1, groups=1, activation=True):
    """A convolution without bias, batch norm, and ReLU if wanted."""
    layers = [nn.Conv2d(inputs, filters, kernel, stride, padding=kernel // 2, groups=groups, bias=False),
              nn.BatchNorm2d(filters)]
    return nn.Sequential(*layers, *[nn.ReLU()] * activation)


def head(channels):
    return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, CLASSES))


class Residual(nn.Module):
    def __init__(self, inputs, filters, stride=1):
        super().__init__()
        self.body = nn.Sequential(normalized(inputs, filters, stride=stride),
                                  normalized(filters, filters, activation=False))
        keeps = inputs == filters and stride == 1
        self.shortcut = nn.Identity() if keeps else normalized(inputs, filters, 1, stride, activation=False)

    def forward(self, x):
        return functional.relu(self.body(x) + self.shortcut(x))


class Concatenated(nn.Module):
    """The results of several branches side by side, along the channels."""

    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], dim=1)


def before(channels, *layers):
    """Batch norm and ReLU in front of other layers."""
    return nn.Sequential(nn.BatchNorm2d(channels), nn.ReLU(), *layers)


def reference():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.25),
        nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.25),
        nn.Conv2d(64, 128, 3), nn.ReLU(), nn.Dropout(0.4),
        nn.Flatten(), nn.Linear(3 * 3 * 128, 128), nn.ReLU(), nn.Dropout(0.3), nn.Linear(128, CLASSES))


def perceptron(inputs, width):
    return nn.Sequential(nn.Flatten(), nn.Linear(inputs, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(),
                         nn.Linear(width, CLASSES))


def lenet():
    return nn.Sequential(
        convolution(1, 6, kernel=5), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.AvgPool2d(2),
        nn.Flatten(), nn.Linear(5 * 5 * 16, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, CLASSES))


def strided():
    return nn.Sequential(convolution(1, 32, stride=2), convolution(32, 64, stride=2), convolution(64, 128, stride=2),
                         nn.Flatten(), nn.Linear(4 * 4 * 128, CLASSES))


def vgg(block):
    return nn.Sequential(block(1, 32), block(32, 32), nn.MaxPool2d(2), block(32, 64), block(64, 64), nn.MaxPool2d(2),
                         block(64, 128), head(128))


def cifar():
    stages = [layer for inputs, filters in ((3, 32), (32, 64), (64, 128))
              for layer in (convolution(inputs, filters), nn.MaxPool2d(2))]
    return nn.Sequential(*stages, nn.Flatten(), nn.Linear(4 * 4 * 128, 128), nn.ReLU(), nn.Linear(128, CLASSES))


def resnet(stem, first, second, third):
    return nn.Sequential(normalized(1, stem), Residual(stem, first), Residual(first, second, 2),
                         Residual(second, third, 2), head(third))


def densenet(growth=12, layers=4):
    parts, channels = [nn.Conv2d(1, 24, 3, padding=1)], 24
    for halved in (36, 42, None):
        for _ in range(layers):
            grown = before(channels, nn.Conv2d(channels, growth, 3, padding=1, bias=False))
            parts.append(Concatenated(nn.Identity(), grown))
            channels += growth
        if halved:
            parts.append(before(channels, nn.Conv2d(channels, halved, 1), nn.AvgPool2d(2)))
            channels = halved
    return nn.Sequential(*parts, before(channels, head(channels)))


def inception(inputs, one, before_three, three, before_five, five, pooled):
    return Concatenated(
        convolution(inputs, one, 1),
        nn.Sequential(convolution(inputs, before_three, 1), convolution(before_three, three, 3)),
        nn.Sequential(convolution(inputs, before_five, 1), convolution(before_five, five, 5)),
        nn.Sequential(nn.MaxPool2d(3, stride=1, padding=1), convolution(inputs, pooled, 1)))


def googlenet():
    return nn.Sequential(
        convolution(1, 32), nn.MaxPool2d(2), inception(32, 16, 24, 32, 4, 8, 8),
        inception(64, 32, 32, 48, 8, 24, 16), nn.MaxPool2d(2), inception(120, 48, 24, 52, 8, 12, 16), head(128))


def mobilenet():
    parts, channels = [normalized(1, 16)], 16
    for filters, stride in ((32, 1), (64, 2), (64, 1), (128, 2), (128, 1)):
        parts += [normalized(channels, channels, 3, stride, groups=channels), normalized(channels, filters, 1)]
        channels = filters
    return nn.Sequential(*parts, head(channels))


def autoencoder():
    return nn.Sequential(
        convolution(1, 16, stride=2), convolution(16, 32, stride=2),
        nn.ConvTranspose2d(32, 16, 4, stride=2, padding=1), nn.ReLU(),
        nn.ConvTranspose2d(16, 1, 4, stride=2, padding=1))


class Last(nn.Module):
    """The last output of a recurrent module."""

    def __init__(self, recurrent):
        super().__init__()
        self.recurrent = recurrent

    def forward(self, x):
        return self.recurrent(x)[0][:, -1]


def lstm():
    return nn.Sequential(Last(nn.LSTM(28, 64, batch_first=True)), nn.Linear(64, CLASSES))


def gru():
    return nn.Sequential(nn.Embedding(VOCABULARY, 32), Last(nn.GRU(32, 64, batch_first=True)), nn.Linear(64, CLASSES))


def parameters(network):
    """How many there are; of an LSTM's two biases only the sum counts."""
    second = sum(p.numel() for m in network.modules() if isinstance(m, nn.LSTM) for n, p in m.named_parameters()
                 if n.startswith('bias_hh'))
    return sum(p.numel() for p in network.parameters()) - second


# Name: shape of an example, network.
ZOO = {
    'reference': (IMAGE, reference),
    'tabular': ((30,), lambda: perceptron(30, 64)),
    'mlp': (IMAGE, lambda: perceptron(784, 512)),
    'lenet': (IMAGE, lenet),
    'strided': (IMAGE, strided),
    'vgg': (IMAGE, lambda: vgg(convolution)),
    'vgg_bn': (IMAGE, lambda: vgg(normalized)),
    'cifar': ((3, 32, 32), cifar),
    'resnet8': (IMAGE, lambda: resnet(16, 16, 32, 64)),
    'resnet_wide': (IMAGE, lambda: resnet(32, 32, 64, 128)),
    'densenet': (IMAGE, densenet),
    'inception': (IMAGE, googlenet),
    'mobilenet': (IMAGE, mobilenet),
    'autoencoder': (IMAGE, autoencoder),
    'lstm': ((28, 28), lstm),
    'gru': ((50,), gru),
}


class Mode:
    """A network in one memory format, with one number of threads, and what is run again and again."""

    def __init__(self, options, memory_format, threads):
        shape, make = ZOO[options.name]
        self.threads, self.rates = threads, []
        self.network = make()
        self.x = torch.rand(options.batch, *shape)
        if isinstance(self.network[0], nn.Embedding):
            self.x = (self.x * VOCABULARY).long()
        self.labels = torch.arange(options.batch) % CLASSES
        self.reconstructs = options.name == 'autoencoder'
        if len(shape) == 3:
            self.network = self.network.to(memory_format=memory_format)
            self.x = self.x.contiguous(memory_format=memory_format)
        self.optimizer = torch.optim.Adam(self.network.parameters(), lr=1e-3, fused=True)
        self.run = self.step if options.what == 'train' else self.predict
        if options.what != 'train':
            self.network.eval()

    def step(self):
        self.optimizer.zero_grad(set_to_none=True)
        x = self.x.clone()  # Weft copies its examples into place as well
        outputs = self.network(x)
        loss = (functional.mse_loss(outputs, x) if self.reconstructs
                else functional.cross_entropy(outputs, self.labels))
        loss.backward()
        self.optimizer.step()
        loss.item()

    def predict(self):
        with torch.inference_mode():
            self.network(self.x)

    def stretch(self, seconds):
        torch.set_num_threads(self.threads)
        runs, began = 0, time.perf_counter()
        while not runs or time.perf_counter() < began + seconds:
            self.run()
            runs += 1
        self.rates.append(runs / (time.perf_counter() - began))


def modes(options):
    formats = {'contiguous': torch.contiguous_format, 'channels-last': torch.channels_last}
    if len(ZOO[options.name][0]) < 3:
        del formats['channels-last']
    for name, memory_format in formats.items():
        if options.what == 'one':
            for threads in sorted({1, options.threads}):
                yield f'{name}, {threads} thread' + 's' * (threads > 1), Mode(options, memory_format, threads)
        else:
            yield name, Mode(options, memory_format, options.threads)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('what', choices=list(BATCHES))
    parser.add_argument('name', choices=list(ZOO))
    parser.add_argument('--threads', type=int, default=2)
    parser.add_argument('--batch', type=int)
    parser.add_argument('--seconds', type=float, default=6)
    options = parser.parse_args()
    options.batch = 1 if options.what == 'one' else options.batch or BATCHES[options.what]
    torch.manual_seed(1)
    all_modes = dict(modes(options))
    for _ in range(STRETCHES):
        for mode in all_modes.values():
            mode.stretch(options.seconds / STRETCHES / len(all_modes))
    network = next(iter(all_modes.values())).network
    print(json.dumps({'batch': options.batch, 'modes': {name: mode.rates for name, mode in all_modes.items()},
                      'parameters': parameters(network),
                      'with': f'PyTorch {torch.__version__}'}))


if __name__ == '__main__':
    main()
