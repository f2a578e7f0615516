"""Writes operations.json: operations of Tensor and what NumPy makes of them. Run in this folder; NumPy 2.4.6 was used.

A case is [operation, arguments, operands, result, tolerance]. Operands and result are [shape, ints of the float bits], or, where
integers come out, a list of them. Moving elements is exact; sums and functions are computed in double precision here, too. NumPy has no
topk: it is the first of a stable sort by -x, with NaN in front.
"""

import json
import numpy as np

f = np.float32
inf, nan = np.inf, np.nan
random = np.random.default_rng(11)
SPECIAL = np.array([nan, inf, -inf, 0.0, -0.0, 1, -1, 2, 2, 3], f)
shapes = [(1,), (7,), (2, 3), (3, 4), (4, 1, 3), (2, 3, 4), (0,), (0, 3), (2, 0), (2, 0, 3), (2, 1, 2, 3)]
cases = []


def draw(shape, special):
    """Small integers, so that there are ties, or halves of them, or special values."""
    if special:
        return random.choice(SPECIAL, shape)
    return (random.integers(-6, 7, shape) / random.choice([1, 2])).astype(f)


def array(a):
    a = np.asarray(a, f)
    return [list(a.shape), [int(i) for i in a.ravel().view(np.int32)]]


def case(name, arguments, operands, result, tolerance=0.0):
    integers = np.asarray(result).dtype.kind == "i"
    result = [int(i) for i in np.ravel(result)] if integers else array(result)
    cases.append([name, [float(a) for a in arguments], [array(o) for o in operands], result, tolerance])


def double(function, x, *arguments, **named):
    with np.errstate(all="ignore"):
        return function(x.astype(np.float64), *arguments, **named)


def softmax(x, axis):
    powers = np.exp(x - x.max(axis, keepdims=True)) if x.shape[axis] else x
    return powers / powers.sum(axis, keepdims=True)


def along(x, axis):
    extent = x.shape[axis]
    sort = np.argsort(x, axis, kind="stable")
    case("argsort", [axis], [x], sort)
    case("sort", [axis], [x], np.take_along_axis(x, sort, axis))
    places = np.broadcast_to(np.arange(extent).reshape([-1 if i == axis % x.ndim else 1 for i in range(x.ndim)]), x.shape)
    best = np.lexsort((places, -x, ~np.isnan(x)), axis)
    k = int(random.integers(0, extent + 1))
    best = np.take(best, np.arange(k), axis)
    case("topK", [k, axis], [x], np.take_along_axis(x, best, axis))
    case("topKPlaces", [k, axis], [x], best)
    if extent > 0:
        case("argmin", [axis], [x], np.argmin(x, axis))
        case("argmax", [axis], [x], np.argmax(x, axis))
        positions = random.integers(-extent, extent, 3)
        case("take", [axis, *positions], [x], np.take(x, positions, axis))
        shape = list(x.shape)
        shape[axis] = 2
        if x.size:
            places = random.integers(-extent, extent, shape)
            case("gather", [axis, *places.ravel()], [x], np.take_along_axis(x, places, axis))
    before, after = random.integers(0, 3, 2)
    pad = [(0, 0)] * x.ndim
    pad[axis] = (before, after)
    case("pad", [axis, before, after, 2.5], [x], np.pad(x, pad, constant_values=2.5))
    case("flip", [axis], [x], np.flip(x, axis))
    times = int(random.integers(0, 4))
    case("repeat", [axis, times], [x], np.repeat(x, times, axis))
    case("cumsum", [axis], [x], double(np.cumsum, x, axis), 1e-6)
    case("softmax", [axis], [x], double(softmax, x, axis), 1e-6)
    case("norm", [axis], [x], double(np.linalg.norm, x, axis=axis), 1e-6)
    if extent > 0:
        case("std", [axis], [x], double(np.std, x, axis), 1e-6)
    start, end = sorted(random.integers(0, extent + 1, 2))
    negative = start - extent if start < extent else start
    index = [slice(None)] * x.ndim
    index[axis] = slice(start, end)
    case("slice", [axis, negative, end], [x], x[tuple(index)])
    written = x.copy()
    values = draw(x[tuple(index)].shape[1:], False)
    written[tuple(index)] = values
    case("assign", [axis, negative, end], [x, values], written)


for special in (False, True):
    for shape in shapes:
        x = draw(shape, special)
        for axis in (int(random.integers(0, x.ndim)), -1):
            along(x, axis)
        case("flip", [], [x], np.flip(x))
        case("clip", [-1, 1.5], [x], np.where(np.isnan(x), x, np.where(x < -1, f(-1), np.where(x > 1.5, f(1.5), x))))
        case("norms", [], [x], double(lambda d: np.linalg.norm(d.ravel()), x), 1e-6)
        if x.size:
            case("stds", [], [x], double(np.std, x), 1e-6)
        for exponent in (0, 1, 2, -1, 0.5, inf, -inf, nan):
            # as an array: of one number 0.5 NumPy makes a square root, which differs on -0 and -inf
            case("power", [], [x, f(exponent)], double(np.power, x, np.full(x.shape, exponent)), 1e-6)
    for left, right in [((3,), (3,)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((), (2, 2)), ((2, 3), ()), ((0, 3), (3,)), ((4, 1, 2), (3, 1))]:
        x, y = draw(left, special), draw(right, special)
        for name in ("greater", "greater_equal", "less", "less_equal", "equal", "not_equal", "maximum", "minimum"):
            case(name, [], [x, y], getattr(np, name)(x, y), 1e-30 if "imum" in name else 0.0)  # they differ on 0 and -0
        case("power", [], [x, y], double(np.power, x, y.astype(np.float64)), 1e-6)
        mask = draw(int(random.choice([1, 2])) * (3,) if left == right else left, special)
        if mask.shape == (3, 3):
            x, y = x[:, None], y
        case("where", [], [mask, x, y], np.where(mask != 0, x, y))
        if np.broadcast_shapes(left, right) == left and x.shape == left:
            for name in ("add", "subtract", "multiply", "divide"):
                with np.errstate(all="ignore"):
                    case(name, [], [x, y], getattr(np, name)(x, y))
for start, stop, count in [(0, 1, 5), (-1, 1, 3), (3, -2, 11), (5, 5, 4), (0.1, 0.7, 1), (2, 3, 0), (0, 1e-3, 1000)]:
    case("linspace", [start, stop, count], [], np.linspace(start, stop, count))
with open("operations.json", "w") as out:
    print("[" + ",\n".join(json.dumps(c, separators=(",", ":")).replace("-Infinity", "-1e999") for c in cases) + "]", file=out)
