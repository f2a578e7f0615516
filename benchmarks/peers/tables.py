"""The tables of compare.py: from its results to Markdown, and into the pages of the project."""
import json
import statistics
import textwrap

from measure import DATA, PROJECT

PAGES = ['README.md', 'docs/benchmarks.md']
TOLERANCE = 0.1  # of the time, as in Sweep
DIRECTIONS = ['forward', 'backward-data', 'backward-weights']


def number(value):
    return f'{value:,.1f}' if value < 100 else f'{value:,.0f}'


def head(report):
    forks = f'{report["forks"]} process' + 'es' * (report['forks'] > 1)
    return f'{report["date"]}, {report["machine"]}; {" and ".join(report["versions"])}; {forks} each, `{report["command"]}`.'


def zoo(report):
    lines = [head(report), '',
             '| network | parameters | training, images/s: Weft | PyTorch | ratio | inference, images/s: Weft | PyTorch | ratio '
             '| one image, µs: Weft | PyTorch | ratio | bytes a step |',
             '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|']
    subjects = ['training', 'inference', 'oneImage']
    for network in report['networks']:
        cells = [network['name'], f'{network["parameters"]:,}']
        for row in (network[subject] for subject in subjects):
            cells += [number(row['weft']), number(row['peer']), f'**{row["ratio"]:.2f}**']
        lines.append(f'| {" | ".join(cells)} | {network["training"]["bytes"]} |')
    means = [f'| | | **{report["geometricMeans"][subject]:.2f}** ' for subject in subjects]
    lines.append(f'| geometric mean | {"".join(means)}| |')
    steps = [network for network in report['networks'] if 'steps' in network]
    for network in steps:
        row = network['steps']
        lines += ['', f'`{network["name"]}` with batches of 32: {row["weft"]:,.0f} steps/s against {row["peer"]:,.0f}, '
                      f'{row["ratio"]:.1f} times as fast.']
    return '\n'.join(lines)


def zoo_line(report):
    """What the README says of it."""
    parts = []
    for subject, title in (('training', 'training'), ('inference', 'inference'), ('oneImage', 'a single image')):
        ratios = [network[subject]['ratio'] for network in report['networks']]
        parts.append(f'{title} {report["geometricMeans"][subject]:.1f} ({min(ratios):.1f} to {max(ratios):.1f})')
    return textwrap.fill(
        f'Times as fast as PyTorch on {len(report["networks"])} networks of all common kinds, from LeNet to ResNet, DenseNet '
        f'and MobileNet, geometric means and ranges: {", ".join(parts)}. [The zoo](docs/benchmarks.md#the-zoo) has each.', 120)


def fresh(report):
    lines = [head(report), '', '| network | slowest JVM | median | steady, images/s, median | processors: slowest | median |',
             '|---|---:|---:|---:|---:|---:|']
    for network in report['networks']:
        lines.append(f'| {network["name"]} | **{network["slowest"]:.2f}** | {network["median"]:.2f} | '
                     f'{statistics.median(network["steady"]):,.0f} | {network["busyOfSlowest"]:.2f} | {network["busy"]:.2f} |')
    return '\n'.join(lines)


def sweep(report):
    rows = [dict(zip(report['columns'], row)) for row in report['rows']]

    def key(row, align=lambda channels: channels):
        return (row['image'], row['kernel'], row['stride'], align(row['channels']), align(row['filters']))

    by_key = {key(row): row for row in rows}
    lines = [f'{report["date"]}, {report["machine"]}; {report["with"]}, one thread; {len(rows):,} shapes, `{report["command"]}`.',
             '', '| direction | below 1/4 | below 1/2 | longer than the larger shape | median | worst | shape of the worst | GFLOP/s, fastest shape |',
             '|---|---:|---:|---:|---:|---:|---|---:|']
    for direction in DIRECTIONS:
        larger = [by_key[key(row, lambda channels: -(-channels // 16) * 16)] for row in rows]
        ratios = sorted((row[direction] / other[direction], key(row)) for row, other in zip(rows, larger))
        longer = sum(row[direction] / (row['channels'] * row['filters'])
                     < (1 - TOLERANCE) * other[direction] / (other['channels'] * other['filters'])
                     for row, other in zip(rows, larger))
        worst, (image, kernel, stride, channels, filters) = ratios[0]
        values = [ratio for ratio, _ in ratios]
        lines.append(f'| {direction} | {sum(v < 0.25 for v in values)} | {sum(v < 0.5 for v in values)} | {longer} | '
                     f'{statistics.median(values):.2f} | **{worst:.2f}** | {image} × {image} × {channels} → {filters}, '
                     f'kernel {kernel}, stride {stride} | {max(row[direction] for row in rows):,.0f} |')
    return '\n'.join(lines)


def chart(name, text):
    return lambda report: f'![{text}](images/{name}.svg)'


# What stands between <!-- NAME --> and <!-- end of NAME -->: the file that it comes from, and how.
BLOCKS = {
    'zoo table': ('zoo', zoo),
    'zoo chart': ('zoo', chart('zoo', 'Each network of the zoo: how often as fast as PyTorch')),
    'zoo line': ('zoo', zoo_line),
    'fresh table': ('fresh', fresh),
    'sweep table': ('sweep', sweep),
    'sweep chart': ('sweep', chart('sweep', 'Heat maps of the sweep')),
}


def block(page, name, text):
    """The page with other text between the marks of this name; as it is if it has none."""
    begin, end = f'<!-- {name} -->', f'<!-- end of {name} -->'
    if begin not in page:
        return page
    before, rest = page.split(begin, 1)
    if end not in rest:
        raise SystemExit(f'expected {end} behind {begin}, got none')
    return f'{before}{begin}\n{text}\n{end}{rest.split(end, 1)[1]}'


def refresh(options):
    """Writes the tables of all results that there are into the pages."""
    for name in PAGES:
        path = PROJECT / name
        page = path.read_text(encoding='utf-8')
        for title, (source, render) in BLOCKS.items():
            results = DATA / f'{source}.json'
            if results.exists():
                page = block(page, title, render(json.loads(results.read_text(encoding='utf-8'))))
        path.write_text(page, encoding='utf-8')
