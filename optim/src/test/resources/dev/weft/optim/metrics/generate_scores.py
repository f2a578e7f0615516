"""Writes scores.txt beside this script: what scikit-learn says of some predictions.

Usage: python generate_scores.py      (written with scikit-learn 1.9, NumPy 2.4)

A line is the metric's name, what targets are (classes, labels or numbers), the number of outputs, the outputs before
their activation, the targets and the value, separated by bars. Some outputs are equal, as they are in ties.
"""

import warnings
from pathlib import Path

import numpy as np
from sklearn import metrics as m

warnings.simplefilter("ignore")
RANDOM = np.random.RandomState(5)
LINES = []


def line(name, form, k, y, t, value):
    numbers = lambda a: " ".join(str(x) for x in np.asarray(a, np.float32).ravel())
    LINES.append(" | ".join([name, form, str(k), numbers(y), numbers(t), repr(float(value))]))


def softmax(z):
    e = np.exp((z - z.max(1, keepdims=True)).astype(np.float64))
    return e / e.sum(1, keepdims=True)


def scores(name, form, k, y, t, truth, predicted):
    for average in ("macro", "micro", "weighted"):
        options = {"average": average, "zero_division": 0}
        line(average + "_precision", form, k, y, t, m.precision_score(truth, predicted, **options))
        line(average + "_recall", form, k, y, t, m.recall_score(truth, predicted, **options))
        line(average + "_f1", form, k, y, t, m.f1_score(truth, predicted, **options))
        line(average + "_f2", form, k, y, t, m.fbeta_score(truth, predicted, beta=2, **options))
        line(average + "_f0_5", form, k, y, t, m.fbeta_score(truth, predicted, beta=0.5, **options))


for k, n, missing in ((2, 30, False), (3, 40, False), (7, 60, False), (5, 12, True)):
    truth = RANDOM.randint(k - (2 if missing else 0), size=n)
    y = np.round(RANDOM.randn(n, k) + 1.5 * np.eye(k)[truth], 1).astype(np.float32)
    predicted = y.argmax(1)
    scores("", "classes", k, y, truth, truth, predicted)
    line("accuracy", "classes", k, y, truth, m.accuracy_score(truth, predicted))
    line("top_2_accuracy", "classes", k, y, truth,
         np.mean([(np.sum(row > row[c]) + np.sum(row[:c] == row[c])) < 2 for row, c in zip(y, truth)]))
    if not missing:
        p = softmax(y).astype(np.float32)
        line("roc_auc", "classes", k, y, truth,
             m.roc_auc_score(truth, p[:, 1]) if k == 2 else m.roc_auc_score(truth, p.astype(np.float64) / p.astype(np.float64).sum(1, keepdims=True), multi_class="ovr"))
        line("average_precision", "classes", k, y, truth,
             m.average_precision_score(truth, p[:, 1]) if k == 2 else m.average_precision_score(np.eye(k)[truth], p))

for k, n in ((1, 25), (3, 40)):
    t = (RANDOM.rand(n, k) < 0.4).astype(int)
    y = np.round(RANDOM.randn(n, k) + t, 1).astype(np.float32)
    predicted = (y > 0).astype(int)
    if k == 1:
        options = {"zero_division": 0}
        line("macro_precision", "labels", k, y, t, m.precision_score(t[:, 0], predicted[:, 0], **options))
        line("micro_recall", "labels", k, y, t, m.recall_score(t[:, 0], predicted[:, 0], **options))
        line("weighted_f1", "labels", k, y, t, m.f1_score(t[:, 0], predicted[:, 0], **options))
    else:
        scores("", "labels", k, y, t, t, predicted)
    line("accuracy", "labels", k, y, t, (t == predicted).mean())
    line("roc_auc", "labels", k, y, t, m.roc_auc_score(t, y, average="macro"))
    line("average_precision", "labels", k, y, t, m.average_precision_score(t, y, average="macro"))

for k, n in ((1, 20), (3, 33)):
    t = (100 + 5 * RANDOM.randn(n, k)).astype(np.float32)
    y = (t + RANDOM.randn(n, k)).astype(np.float32)
    line("mean_absolute_error", "numbers", k, y, t, m.mean_absolute_error(t.astype(float), y.astype(float)))
    line("root_mean_squared_error", "numbers", k, y, t, m.root_mean_squared_error(t.astype(float), y.astype(float)))
    line("r_squared", "numbers", k, y, t, m.r2_score(t.astype(float), y.astype(float)))
constant = np.full((4, 1), 2.0)
line("r_squared", "numbers", 1, constant, constant, m.r2_score(constant, constant))
line("r_squared", "numbers", 1, constant + [[0], [1], [0], [0]], constant, m.r2_score(constant, constant + [[0], [1], [0], [0]]))

(Path(__file__).parent / "scores.txt").write_text("\n".join(LINES) + "\n")
