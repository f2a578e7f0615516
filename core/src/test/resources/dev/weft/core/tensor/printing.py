"""Writes printing.txt: float32 arrays and the text NumPy makes of them. Run in this folder; NumPy 2.4.6 was used.

A case is its shape, its elements, and its text up to a line with only '---'. Elements are the ints of their float bits,
or of long arrays "/ d": element i is i / d.
"""

import numpy as np

f = np.float32
inf, nan = np.inf, np.nan
cases = [
    np.array([1, 2, 3], f),
    np.array([[1.5, -2.25], [3, 100]], f),
    np.arange(24, dtype=f).reshape(2, 3, 4),
    np.arange(12, dtype=f).reshape(2, 1, 2, 3),
    np.array([0.1, 0.2, 1 / 3], f),
    np.array([0.0, -0.0], f),
    np.array([1e-5], f),
    np.array([1e-5, 1.23456e9], f),
    np.array([1e-4, 0.05], f),
    np.array([0.00012345678], f),
    np.array([1, 1000], f),
    np.array([1, 1001], f),
    np.array([0, 1e9], f),
    np.array([99999999], f),
    np.array([16777216, 0.1], f),
    np.array([nan], f),
    np.array([nan, 1, inf, -inf], f),
    np.array([-inf, 0.5], f),
    np.array([-1e-10, 2, nan], f),
]
ramps = [
    ((30,), 1),
    ((1, 30), 7),
    ((1000,), 1),
    ((1001,), 1),
    ((30, 40), 1),
    ((3, 7, 60), 10),
    ((8, 2, 7, 10), 1),
]
with open("printing.txt", "w") as out:
    for case in cases:
        print(*case.shape, file=out)
        print(*case.ravel().view(np.int32), file=out)
        print(case, "---", sep="\n", file=out)
    for shape, divisor in ramps:
        print(*shape, file=out)
        print("/", divisor, file=out)
        print(np.arange(np.prod(shape), dtype=f).reshape(shape) / f(divisor), "---", sep="\n", file=out)
