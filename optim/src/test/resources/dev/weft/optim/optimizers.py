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


class Lion(torch.optim.Optimizer):
    """As in the paper (arXiv:2302.06675), algorithm 2: PyTorch has none."""

    def __init__(self, parameters, beta1, beta2, decay):
        super().__init__(parameters, {})
        self.beta1, self.beta2, self.decay, self.momentum = beta1, beta2, decay, torch.zeros(PARAMETERS)

    @torch.no_grad()
    def step(self):
        theta = self.param_groups[0]["params"][0]
        direction = torch.sign(self.beta1 * self.momentum + (1 - self.beta1) * theta.grad)
        theta -= RATE * (direction + self.decay * theta)
        self.momentum = self.beta2 * self.momentum + (1 - self.beta2) * theta.grad


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
optimizer("nadam", lambda p: o.NAdam(p, lr=RATE, eps=1e-7))
optimizer("nadam-settings", lambda p: o.NAdam(p, lr=RATE, betas=(0.8, 0.99), eps=1e-8, weight_decay=0.1,
                                              decoupled_weight_decay=True))
optimizer("radam", lambda p: o.RAdam(p, lr=RATE, eps=1e-7))
optimizer("radam-settings", lambda p: o.RAdam(p, lr=RATE, betas=(0.8, 0.9), eps=1e-8, weight_decay=0.1,
                                              decoupled_weight_decay=True))
optimizer("lion", lambda p: Lion(p, 0.9, 0.99, 0))
optimizer("lion-settings", lambda p: Lion(p, 0.8, 0.95, 0.1))

s = torch.optim.lr_scheduler
schedule("step", lambda r: s.StepLR(r, step_size=6, gamma=0.3))
schedule("cosine", lambda r: s.CosineAnnealingLR(r, T_max=TOTAL))
schedule("cosine-floor", lambda r: s.CosineAnnealingLR(r, T_max=TOTAL, eta_min=RATE * 0.1))
schedule("cosine-restarts", lambda r: s.CosineAnnealingWarmRestarts(r, T_0=3, T_mult=2))
schedule("cosine-restarts-even", lambda r: s.CosineAnnealingWarmRestarts(r, T_0=6))
schedule("linear", lambda r: s.PolynomialLR(r, total_iters=TOTAL))
schedule("polynomial", lambda r: s.PolynomialLR(r, total_iters=TOTAL, power=2.5))
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
