"""Writes the files of KerasFileTest. Run in this folder; h5py 3.7.0 and NumPy 1.24.2 were used.

Keras itself was not at hand: the files are in the layout that Keras 3 documents and its saving_lib writes. A layer's variables stand in
layers/CLASS/vars/NUMBER, CLASS being its class in snake case, numbered within it; those of a cell or a wrapped layer below that. Layers
without variables have an empty group, and a name as an attribute. The optimiser's state and random generators stand beside them. For each
network NAME.json has a few inputs x and the outputs y, which are computed here in double precision.
"""

import io
import json
import zipfile
import h5py
import numpy as np

random = np.random.default_rng(11)
f = np.float32


def draw(*shape):
    return random.normal(0, 0.5, shape).astype(f)


def conv(x, kernel, groups=1):
    """A convolution without padding: x (N, H, W, C), kernel (h, w, C / groups, K)."""
    n, height, width, channels = x.shape
    h, w, inner, filters = kernel.shape
    y = np.zeros((n, height - h + 1, width - w + 1, filters))
    for g in range(groups):
        k = slice(g * filters // groups, (g + 1) * filters // groups)
        for i in range(h):
            for j in range(w):
                part = x[:, i : i + y.shape[1], j : j + y.shape[2], g * inner : (g + 1) * inner]
                y[..., k] += part @ kernel[i, j, :, k].astype(np.float64)
    return y


def depthwise(x, kernel):
    h, w, channels, multiplier = kernel.shape
    return conv(np.repeat(x, multiplier, 3), kernel.reshape(h, w, 1, -1), channels * multiplier)


def relu(x):
    return np.maximum(x, 0)


def norm(x, gamma, beta, mean, variance):
    return (x - mean) / np.sqrt(variance + 1e-3) * gamma + beta


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm(x, kernel, recurrent, bias):
    """Outputs of all steps, x (N, T, C); gates i, f, c, o."""
    h = c = np.zeros((x.shape[0], recurrent.shape[0]))
    outputs = []
    for t in range(x.shape[1]):
        i, forget, g, o = np.split(x[:, t] @ kernel.astype(np.float64) + h @ recurrent + bias, 4, 1)
        c = sigmoid(forget) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, 1)


def gru(x, kernel, recurrent, bias):
    """Outputs of all steps with reset_after=True; gates z, r, h; bias (2, 3 H)."""
    h = np.zeros((x.shape[0], recurrent.shape[0]))
    outputs = []
    for t in range(x.shape[1]):
        z, r, n = np.split(x[:, t] @ kernel.astype(np.float64) + bias[0], 3, 1)
        uz, ur, un = np.split(h @ recurrent + bias[1], 3, 1)
        z = sigmoid(z + uz)
        h = z * h + (1 - z) * np.tanh(n + sigmoid(r + ur) * un)
        outputs.append(h)
    return np.stack(outputs, 1)


def backwards(layer, x, *variables):
    return layer(x[:, ::-1], *variables)[:, ::-1]


def norm_variables(channels):
    return [draw(channels), draw(channels), draw(channels), random.uniform(0.5, 2, channels).astype(f)]


def cell(channels, units, gates, *bias):
    return [draw(channels, gates * units), draw(units, gates * units), draw(*bias, gates * units)]


def write(target, layers):
    """What Keras's H5IOStore writes, into a file or a stream."""
    with h5py.File(target, "w") as file:
        file.create_group("vars")
        for path, variables in layers.items():
            group = file.create_group(path + "/vars")
            group.attrs["name"] = "what_the_user_called_it"
            for number, variable in enumerate(variables):
                group[str(number)] = variable
        file["layers/dropout/seed_generator/vars/0"] = np.array([1, 2], np.uint32)
        file["optimizer/vars/0"] = np.int64(300)
        file["optimizer/vars/2"] = next(v[0] for v in layers.values() if v)


def save(name, layers, x, y):
    write(name + ".weights.h5", layers)
    with open(name + ".json", "w") as out:
        json.dump({"x": [float(v) for v in x.ravel()], "y": [float(v) for v in y.ravel()]}, out)


# dense: eleven layers of one shape, so that dense_10 comes after dense_9 and not after dense_1
dense = [[draw(6, 5), draw(5)]] + [[draw(5, 5), draw(5)] for _ in range(11)]
x = draw(3, 6)
y = x
for weight, bias in dense:
    y = np.tanh(y @ weight.astype(np.float64) + bias)
save("dense", {"layers/dense" + ("_" + str(i) if i else ""): variables for i, variables in enumerate(dense)}, x, y)

# net: convolutions of all kinds, and a dense layer behind flatten
conv1, norm1 = [draw(3, 3, 2, 4), draw(4)], norm_variables(4)
depth = [draw(2, 2, 4, 2), draw(8)]
conv2 = [draw(2, 1, 4, 6), draw(6)]
dense = [[draw(2 * 4 * 6, 5), draw(5)], [draw(5, 5), draw(5)], [draw(5, 5), draw(5)]]
x = draw(3, 6, 7, 2)
y = relu(norm(conv(x, conv1[0]) + conv1[1], *norm1))
y = relu(conv(depthwise(y, depth[0]) + depth[1], conv2[0], 2) + conv2[1]).reshape(3, -1)
for weight, bias in dense:
    y = y @ weight.astype(np.float64) + bias
layers = {
    "layers/input_layer": [],
    "layers/conv2d": conv1,
    "layers/batch_normalization": norm1,
    "layers/re_lu": [],
    "layers/depthwise_conv2d": depth,
    "layers/conv2d_1": conv2,
    "layers/dense": dense[0],
    "layers/dense_1": dense[1],
    "layers/dense_2": dense[2],
}
save("net", layers, x, y)
stream = io.BytesIO()
write(stream, layers)
with zipfile.ZipFile("net.keras", "w") as archive:
    archive.writestr("metadata.json", json.dumps({"keras_version": "3.0.0", "date_saved": "2026-11-29@08:00:00"}))
    archive.writestr("config.json", json.dumps({"module": "keras", "class_name": "Sequential"}))
    archive.writestr("model.weights.h5", stream.getvalue())

# separable: two SeparableConv2D, the second without bias, each with a norm, a norm in front, and a dense layer without bias
norms = [norm_variables(3), norm_variables(5), norm_variables(5)]
separable = [[draw(3, 3, 3, 1), draw(1, 1, 3, 5), draw(5)], [draw(2, 2, 5, 2), draw(1, 1, 10, 5)]]
dense = [draw(5, 4)]
x = draw(2, 7, 6, 3)
y = norm(x, *norms[0])
y = relu(norm(conv(depthwise(y, separable[0][0]), separable[0][1]) + separable[0][2], *norms[1]))
y = relu(norm(conv(depthwise(y, separable[1][0]), separable[1][1]), *norms[2]))
y = y.mean((1, 2)) @ dense[0]
save("separable", {
    "layers/functional/layers/batch_normalization": norms[0],
    "layers/functional/layers/separable_conv2d": separable[0],
    "layers/functional/layers/batch_normalization_1": norms[1],
    "layers/functional/layers/separable_conv2d_1": separable[1],
    "layers/functional/layers/batch_normalization_2": norms[2],
    "layers/dense": dense,
}, x, y)

# sequence: an embedding, an LSTM, a GRU, and two bidirectional layers, the first with the output of every step
embedding = draw(9, 4)
first, second = cell(4, 5, 4), cell(5, 3, 3, 2)
third, fourth = [cell(3, 4, 4), cell(3, 4, 4)], [cell(8, 2, 3, 2), cell(8, 2, 3, 2)]
dense = [draw(4, 3), draw(3)]
x = np.array([[0, 8, 3, 1, 1, 5], [7, 2, 2, 4, 6, 0]])
y = gru(lstm(embedding[x], *first), *second)
y = np.concatenate([lstm(y, *third[0]), backwards(lstm, y, *third[1])], 2)
y = np.concatenate([gru(y, *fourth[0])[:, -1], backwards(gru, y, *fourth[1])[:, 0]], 1)
y = y @ dense[0] + dense[1]
cells = {"lstm": first, "gru": second, "bidirectional/backward_layer": third[1], "bidirectional/forward_layer": third[0],
         "bidirectional_1/backward_layer": fourth[1], "bidirectional_1/forward_layer": fourth[0]}
layers = {"layers/embedding": [embedding], "layers/dense": dense}
for name, variables in cells.items():
    layers["layers/" + name] = []
    layers["layers/" + name + "/cell"] = variables
    layers["layers/" + name + "/cell/seed_generator"] = [np.array([0, 1], np.uint32)]
save("sequence", layers, x, y)

# ambiguous: which of the two layers comes first cannot be told
write("ambiguous.weights.h5", {"layers/lstm/cell": cell(4, 4, 4), "layers/bidirectional/forward_layer/cell": cell(4, 4, 4),
                               "layers/bidirectional/backward_layer/cell": cell(4, 4, 4)})

# Keras 2's older layout, and numbers of all types
with h5py.File("older.h5", "w") as file:
    file["model_weights/dense/dense/kernel:0"] = draw(6, 5)
    file["model_weights/dense/dense/bias:0"] = draw(5)
with h5py.File("types.h5", "w") as file:
    for dtype in (np.float16, np.float64, np.int8, np.uint8, np.int32, np.int64):
        file.create_dataset(np.dtype(dtype).name, data=np.array([[1, 2, 100]], dtype))
    file["text"] = "no numbers"
    file["packed"] = h5py.Empty("f")
    file.create_dataset("compressed", data=np.arange(1000, dtype=f).reshape(10, 100), chunks=(5, 50), compression="gzip")
    file.create_dataset("big_endian", data=np.array([1.5], ">f4"))
    file["elsewhere"] = h5py.ExternalLink("net.weights.h5", "layers/dense/vars/0")
    file["circle"] = h5py.SoftLink("/")
