"""Writes the .pt and .safetensors files of WeightsTest. Run in this folder; PyTorch 2.13.0 was used.

For each network NAME.pt has the state dict as people save it, NAME.io.pt a few inputs x and the outputs y in evaluation mode, images with
channels last as Weft has them, sequences as (N, T, C). lenet.safetensors is lenet.pt in the order in which safetensors.torch.save_file writes: by name.
"""

import json
import struct
import torch
from torch import nn


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3, padding=1, bias=False)
        self.stem_norm = nn.BatchNorm2d(4)
        self.conv1 = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(4)
        self.conv2 = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(4)
        self.down = nn.Conv2d(4, 8, 3, stride=2, padding=1, bias=False)
        self.down_norm = nn.BatchNorm2d(8)
        self.up = nn.Conv2d(8, 8, 3, padding=1, bias=False)
        self.up_norm = nn.BatchNorm2d(8)
        self.shortcut = nn.Conv2d(4, 8, 1, stride=2, bias=False)
        self.shortcut_norm = nn.BatchNorm2d(8)
        self.fc = nn.Linear(8, 5)

    def forward(self, x):
        x = torch.relu(self.stem_norm(self.stem(x)))
        y = torch.relu(self.norm1(self.conv1(x)))
        x = torch.relu(x + self.norm2(self.conv2(y)))
        y = torch.relu(self.down_norm(self.down(x)))
        x = torch.relu(self.shortcut_norm(self.shortcut(x)) + self.up_norm(self.up(y)))
        return self.fc(x.mean((2, 3)))


def bottleneck(channels, hidden, out, stride):
    return [
        nn.Conv2d(channels, hidden, 1, bias=False), nn.BatchNorm2d(hidden), nn.ReLU6(),
        nn.Conv2d(hidden, hidden, 3, stride, 1, groups=hidden, bias=False), nn.BatchNorm2d(hidden), nn.ReLU6(),
        nn.Conv2d(hidden, out, 1, bias=False), nn.BatchNorm2d(out),
    ]


class Last(nn.Module):
    """Channels last, for norms over them."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1)


class First(nn.Module):
    def forward(self, x):
        return x.permute(0, 3, 1, 2)


class Recurrent(nn.Module):
    """Sequences in, (N, T) indices or (N, T, C); out, the last output or all outputs, flat; then a linear layer."""

    def __init__(self, *layers, every, features):
        super().__init__()
        self.layers = nn.ModuleList(layers)
        self.every = every
        self.fc = nn.Linear(features, 3)

    def forward(self, x):
        for layer in self.layers:
            if isinstance(layer, nn.Embedding):
                x = layer(x)
            else:
                x, last = layer(x)
                last = last[0] if isinstance(last, tuple) else last
                directions = 2 if layer.bidirectional else 1
        return self.fc(x.flatten(1) if self.every else torch.cat(list(last[-directions:]), 1))


class Sequences(nn.Module):
    """Convolutions over time, which have channels first, then a recurrent layer, which has them last; or flatten."""

    def __init__(self, rnn):
        super().__init__()
        self.conv1 = nn.Conv1d(2, 4, 3)
        self.norm = nn.BatchNorm1d(4)
        self.conv2 = nn.Conv1d(4, 5, 2, padding=1)
        self.rnn = rnn
        self.fc = nn.Linear(4 if rnn else 15, 3)

    def forward(self, x):
        x = torch.relu(self.norm(self.conv1(x.transpose(1, 2))))
        x = nn.functional.max_pool1d(self.conv2(x), 2)
        return self.fc(self.rnn(x.transpose(1, 2))[0][:, -1] if self.rnn else x.flatten(1))


def images():
    torch.manual_seed(11)
    return {
        "lenet": (nn.Sequential(
            nn.Conv2d(1, 3, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(3, 4, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Dropout(), nn.Linear(24, 12), nn.ReLU(), nn.Linear(12, 7)), (3, 1, 20, 16)),
        "batchnorm": (nn.Sequential(
            nn.Conv2d(2, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(), nn.BatchNorm1d(48), nn.Dropout(), nn.Linear(48, 6, bias=False),
            nn.BatchNorm1d(6), nn.ReLU(), nn.Linear(6, 3)), (3, 2, 5, 6)),
        "residual": (Residual(), (2, 3, 8, 8)),
        "mobilenet": (nn.Sequential(
            nn.Conv2d(3, 4, 3, 2, 1, bias=False), nn.BatchNorm2d(4), nn.ReLU6(), *bottleneck(4, 8, 6, 1), *bottleneck(6, 12, 8, 2),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 5)), (2, 3, 16, 16)),
        "others": (nn.Sequential(
            nn.ConvTranspose2d(2, 6, 3, 2, 1, 1), nn.PReLU(6), nn.Conv2d(6, 4, (3, 1), groups=2), nn.GroupNorm(2, 4), nn.SiLU(),
            nn.Conv2d(4, 8, 3, groups=4), Last(), nn.LayerNorm(8), First(), nn.Flatten(), nn.Linear(8 * 4 * 8, 4)), (2, 2, 4, 5)),
        "embedding": (nn.Sequential(nn.Embedding(9, 4), nn.Flatten(), nn.Linear(12, 3)), None),
    }


def sequences():
    torch.manual_seed(12)
    return {
        "lstm": (Recurrent(nn.LSTM(4, 5, batch_first=True), every=False, features=5), (3, 6, 4)),
        "gru": (Recurrent(nn.GRU(4, 5, batch_first=True), every=True, features=30), (3, 6, 4)),
        "stacked": (Recurrent(
            nn.Embedding(9, 4), nn.LSTM(4, 5, 2, batch_first=True, bidirectional=True),
            nn.GRU(10, 3, 2, batch_first=True, bidirectional=True), every=False, features=6), None),
        "unbiased": (Recurrent(
            nn.LSTM(4, 4, bias=False, batch_first=True), nn.LSTM(4, 4, bias=False, batch_first=True),
            nn.GRU(4, 4, bias=False, batch_first=True), every=False, features=4), (3, 6, 4)),
        "conv1d": (Sequences(None), (3, 8, 2)),
        "conv1d_gru": (Sequences(nn.GRU(5, 4, batch_first=True)), (3, 8, 2)),
    }


def write_images():
    networks = images()
    for name, (network, shape) in networks.items():
        for module in network.modules():
            if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.GroupNorm, nn.LayerNorm)):
                nn.init.uniform_(module.weight, 0.5, 1.5)
                nn.init.normal_(module.bias)
            if isinstance(module, nn.PReLU):
                nn.init.uniform_(module.weight)
        network.train()
        if shape:
            for _ in range(5):
                network(torch.randn(8, *shape[1:]))
            x = torch.randn(shape)
        else:
            x = torch.tensor([[0, 8, 3], [1, 1, 2]])
        network.eval()
        y = network(x).detach()
        torch.save(network.state_dict(), name + ".pt")
        torch.save({"x": (x.permute(0, 2, 3, 1).contiguous() if shape else x), "y": y}, name + ".io.pt")

    header, data = {}, b""
    for key, tensor in sorted(networks["lenet"][0].state_dict().items()):
        part = tensor.numpy().tobytes()
        header[key] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(part)]}
        data += part
    header = json.dumps(header).encode()
    open("lenet.safetensors", "wb").write(struct.pack("<Q", len(header)) + header + data)


def write_sequences():
    for name, (network, shape) in sequences().items():
        network.train()
        for parameter in network.parameters():
            nn.init.normal_(parameter, std=0.5)
        x = torch.randn(shape) if shape else torch.tensor([[0, 8, 3, 3, 1], [1, 1, 2, 7, 0]])
        network(x)
        network.eval()
        torch.save(network.state_dict(), name + ".pt")
        torch.save({"x": x, "y": network(x).detach()}, name + ".io.pt")


if __name__ == "__main__":
    write_images()
    write_sequences()
