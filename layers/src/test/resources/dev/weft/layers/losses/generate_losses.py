"""Writes losses.txt beside this script: what PyTorch says of single examples.

Usage: python generate_losses.py      (written with torch 2.13; needs nothing else)

A line is a name, outputs, targets, the loss and its gradient, separated by bars. Outputs and targets are float32 numbers;
PyTorch computes in float64. Names are those of LossFixturesTest.
"""

from pathlib import Path

import torch
import torch.nn.functional as F

torch.manual_seed(11)
LINES = []


def numbers(tensor):
    return " ".join(repr(float(x)) for x in tensor.detach().float().flatten())


def case(name, y, t, loss):
    y = y.float().double().requires_grad_()
    value = loss(y, t if t.dtype == torch.long else t.float().double())
    value.backward()
    LINES.append(" | ".join([name, numbers(y), numbers(t), repr(float(value.detach())), numbers(y.grad)]))


def focal(gamma, alpha):
    def loss(z, t):
        p = torch.sigmoid(z)
        ce = F.binary_cross_entropy_with_logits(z, t, reduction="none")
        p_t = p * t + (1 - p) * (1 - t)
        return ((alpha * t + (1 - alpha) * (1 - t)) * (1 - p_t) ** gamma * ce).mean()

    return loss


def distilled(temperature):
    return lambda z, t: temperature**2 * F.kl_div(
        F.log_softmax(z / temperature, 0), F.log_softmax(t / temperature, 0), reduction="sum", log_target=True)


for size in (1, 2, 5, 13):
    for scale in (1, 6):
        y = scale * torch.randn(size)
        labels = (torch.rand(size) < 0.5).float()
        numeric = scale * torch.randn(size)
        shares = torch.softmax(torch.randn(size), 0)
        case("binary_cross_entropy", y, labels, F.binary_cross_entropy_with_logits)
        case("binary_cross_entropy_3", y, labels,
             lambda z, t: F.binary_cross_entropy_with_logits(z, t, pos_weight=torch.tensor(3.0, dtype=torch.double)))
        case("binary_cross_entropy", y, torch.rand(size), F.binary_cross_entropy_with_logits)
        case("focal", y, labels, focal(2, 0.25))
        case("focal_0.5_0.75", y, labels, focal(0.5, 0.75))
        case("mean_squared_error", y, numeric, F.mse_loss)
        case("mean_absolute_error", y, numeric, F.l1_loss)
        case("huber_1", y, numeric, F.huber_loss)
        case("huber_2.5", y, numeric, lambda a, b: F.huber_loss(a, b, delta=2.5))
        case("log_cosh", y, numeric, lambda a, b: torch.log(torch.cosh(a - b)).mean())
        case("hinge", y, labels, lambda a, t: torch.clamp(1 - (2 * t - 1) * a, min=0).mean())
        case("squared_hinge", y, labels, lambda a, t: (torch.clamp(1 - (2 * t - 1) * a, min=0) ** 2).mean())
        case("softmax_cross_entropy", y, shares, lambda z, t: F.cross_entropy(z[None], t[None]))
        case("sparse", y, torch.tensor([size // 2]), lambda z, t: F.cross_entropy(z[None], t))
        case("sparse_rows_" + str(size), scale * torch.randn(3 * size), torch.randint(size, (3,)),
             lambda z, t: F.cross_entropy(z.reshape(3, -1), t))
        case("kl_divergence", y, shares, lambda z, t: F.kl_div(F.log_softmax(z, 0), t, reduction="sum"))
        case("distilled_4", y, numeric, distilled(4))
        case("cosine", y, numeric,
             lambda a, b: F.cosine_embedding_loss(a[None], b[None], torch.ones(1)))

(Path(__file__).parent / "losses.txt").write_text("\n".join(LINES) + "\n")
