"""Writes optimizers.txt: ten steps of PyTorch's optimisers, its schedules and its gradient clipping.

    python3 optimizers.py > optimizers.txt

Made with PyTorch 2.13.0. Every line is a name and numbers.
"""

import torch

PARAMETERS = 7
STEPS = 10
TOTAL = 20
RATE = 0.05


def line(name, numbers):
    print(name, *("%.9g" % float(x) for x in numbers))


def optimizer(name, make):
    theta = torch.nn.Parameter(start.clone())
    rule = make([theta])
    for gradient in gradients:
        theta.grad = gradient.clone()
        rule.step()
        line(name, theta.detach())


def schedule(name, make):
    rule = torch.optim.SGD([torch.nn.Parameter(start.clone())], lr=RATE)
    scheduler = make(rule)
    rates = []
    for _ in range(TOTAL):
        rates.append(rule.param_groups[0]["lr"])
        rule.step()
        scheduler.step()
    line(name, rates)


torch.manual_seed(7)
start = torch.randn(PARAMETERS)
# Magnitudes from tiny to large, one parameter without any gradient.
scales = torch.tensor([1, 1e-3, 1e-5, 30, 0, 1, 0.1])
gradients = [torch.randn(PARAMETERS) * scales for _ in range(STEPS)]
line("start", start)
for g in gradients:
    line("gradient", g)

o = torch.optim
optimizer("sgd", lambda p: o.SGD(p, lr=RATE))
optimizer("sgd-decay", lambda p: o.SGD(p, lr=RATE, weight_decay=0.1))
optimizer("sgd-momentum", lambda p: o.SGD(p, lr=RATE, momentum=0.9, weight_decay=0.1))
optimizer("sgd-nesterov", lambda p: o.SGD(p, lr=RATE, momentum=0.9, nesterov=True, weight_decay=0.1))
optimizer("adam", lambda p: o.Adam(p, lr=RATE, eps=1e-7))
optimizer("adam-settings", lambda p: o.Adam(p, lr=RATE, betas=(0.8, 0.99), eps=1e-8, weight_decay=0.1))
optimizer("adamw", lambda p: o.AdamW(p, lr=RATE, eps=1e-7, weight_decay=0.1))

s = torch.optim.lr_scheduler
schedule("step", lambda r: s.StepLR(r, step_size=6, gamma=0.3))
schedule("cosine", lambda r: s.CosineAnnealingLR(r, T_max=TOTAL))
schedule("cosine-floor", lambda r: s.CosineAnnealingLR(r, T_max=TOTAL, eta_min=RATE * 0.1))
schedule("one-cycle", lambda r: s.OneCycleLR(r, max_lr=RATE, total_steps=TOTAL))
schedule("one-cycle-settings",
         lambda r: s.OneCycleLR(r, max_lr=RATE, total_steps=TOTAL, pct_start=0.4, div_factor=10,
                                final_div_factor=100))

clipped = torch.nn.Parameter(start.clone())
clipped.grad = gradients[0].clone()
torch.nn.utils.clip_grad_norm_([clipped], 2.5)
line("clipped-norm", clipped.grad)
clipped.grad = gradients[0].clone()
torch.nn.utils.clip_grad_value_([clipped], 0.25)
line("clipped-value", clipped.grad)

# Rows of an embedding, of which each step touches two. SparseAdam adds epsilon elsewhere, which one this small does not show.
table = torch.nn.Parameter(torch.randn(5, 3))
line("lazy-start", table.detach().flatten())
lazy = o.SparseAdam([table], lr=RATE, eps=1e-12)
for step in range(STEPS):
    rows = torch.tensor([step % 5, step * step % 3 + 1 if step % 5 != step * step % 3 + 1 else 0])
    values = torch.randn(2, 3)
    table.grad = torch.sparse_coo_tensor(rows[None], values, (5, 3))
    line("lazy-gradient", table.grad.to_dense().flatten())
    lazy.step()
    line("lazy-adam", table.detach().flatten())
