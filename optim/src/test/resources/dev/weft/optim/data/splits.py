"""Writes splits.txt: validation and training indices of scikit-learn's train_test_split.

    python3 splits.py > splits.txt

Made with scikit-learn 1.2.1 and NumPy 1.24.2. A line is: n, fraction, seed, held-out indices, "|", the others.
"""

import numpy
from sklearn.model_selection import train_test_split

for n, fraction, seed in [(2, 0.5, 0), (10, 0.2, 2023), (10, 0.25, 1), (37, 0.1, 4294967295), (100, 0.07, 42),
                          (129, 0.9, 123456)]:
    training, validation = train_test_split(numpy.arange(n), test_size=fraction, random_state=seed)
    print(n, fraction, seed, *validation, "|", *training)
