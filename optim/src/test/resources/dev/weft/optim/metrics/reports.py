"""Writes reports.txt: scikit-learn's classification_report and confusion_matrix of made-up predictions.

    python3 reports.py > reports.txt

Made with scikit-learn 1.2.1. Every class occurs among the true or predicted ones, for below 1.5 an unused label
turns the accuracy line into a "micro avg" line (https://github.com/scikit-learn/scikit-learn/pull/28399).
"""

import numpy
from sklearn.metrics import classification_report, confusion_matrix

FASHION = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]


def case(names, truth, predicted, digits=2):
    assert set(truth) | set(predicted) == set(range(len(names)))
    print("names", *names, sep="\t")
    print("truth", *truth)
    print("predicted", *predicted)
    print("digits", digits)
    for row in confusion_matrix(truth, predicted, labels=range(len(names))):
        print("row", *row)
    print("report")
    print(classification_report(truth, predicted, labels=range(len(names)), target_names=names, digits=digits,
                                zero_division=0), end="")
    print("end")


def random_case(names, n, accuracy, seed, digits=2):
    rng = numpy.random.RandomState(seed)
    truth = rng.randint(len(names), size=n)
    guess = rng.randint(len(names), size=n)
    case(names, truth, numpy.where(rng.rand(n) < accuracy, truth, guess), digits)


random_case(FASHION, 1000, 0.9, 1)
random_case(FASHION, 1000, 0.9, 2, digits=4)
random_case(FASHION, 60, 0.3, 3)
random_case(["no", "yes"], 40, 0.5, 4)
random_case(["a class with a rather long name", "b"], 40, 0.5, 5, digits=3)
random_case(["größe", "😀 smile", "x"], 50, 0.6, 6)
random_case(FASHION, 1000, 0.9, 7, digits=15)
random_case(["%d" % i for i in range(150)], 3000, 0.7, 8)
case(["a", "b", "c"], [0, 0, 1, 1, 2, 2], [0, 0, 1, 1, 2, 2])
case(["a", "b", "never predicted"], [0, 0, 1, 1, 2, 2], [0, 1, 1, 1, 0, 0])
case(["a", "b", "never true"], [0, 0, 1, 1, 0, 1], [0, 1, 1, 1, 2, 2])
# Ties, which round to even: 3/8 and 1/8 with two decimals.
case(["a", "b"], [0] * 8 + [1] * 5, [0] * 3 + [1] * 5 + [0] * 5)
case(["a", "b"], [0] + [1] * 7 + [1], [0] * 8 + [1])
