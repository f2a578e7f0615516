"""Writes batch_losses.txt beside this script: what PyTorch's autograd says of losses that compare a batch's examples.

Usage: python generate_batch_losses.py      (written with torch 2.13; needs nothing else)

A line is a name, the number of examples, outputs, groups, losses and the gradient of their mean, separated by bars.
"""

from pathlib import Path

import torch

torch.manual_seed(12)
LINES = []


def numbers(tensor):
    return " ".join(repr(float(x)) for x in tensor.detach().float().flatten())


def triplet(margin):
    def losses(y, groups):
        distances = (y[:, None] - y[None]).norm(dim=2)
        result = []
        for a in range(len(y)):
            same = [distances[a, b] for b in range(len(y)) if b != a and groups[a] == groups[b]]
            other = [distances[a, b] for b in range(len(y)) if groups[a] != groups[b]]
            zero = 0 * y[a].sum()
            result.append(torch.clamp(margin + max(same) - min(other), min=0) if same and other else zero)
        return torch.stack(result)

    return losses


def contrastive(temperature):
    def losses(y, groups):
        u = torch.nn.functional.normalize(y, dim=1)
        s = u @ u.T / temperature
        result = []
        for i in range(len(y)):
            others = [a for a in range(len(y)) if a != i]
            same = [a for a in others if groups[a] == groups[i]]
            if same:
                denominator = torch.logsumexp(torch.stack([s[i, a] for a in others]), 0)
                result.append(torch.stack([denominator - s[i, p] for p in same]).mean())
            else:
                result.append(0 * y[i].sum())
        return torch.stack(result)

    return losses


CASES = {"triplet": triplet(0.2), "triplet_2": triplet(2.0), "contrastive": contrastive(0.1),
         "contrastive_1": contrastive(1.0)}
for batch, size, kinds in ((2, 3, 1), (4, 1, 2), (6, 4, 3), (9, 5, 3), (7, 2, 7), (8, 6, 2)):
    for name, losses in CASES.items():
        if name.startswith("contrastive") and size == 1:
            continue
        y = torch.randn(batch, size).double().requires_grad_()
        groups = torch.randint(kinds, (batch,)) if kinds < batch else torch.arange(batch)
        values = losses(y, groups)
        values.mean().backward()
        LINES.append(" | ".join(
            [name, str(batch), numbers(y), numbers(groups), numbers(values), numbers(y.grad)]))

(Path(__file__).parent / "batch_losses.txt").write_text("\n".join(LINES) + "\n")
