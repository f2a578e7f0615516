"""The zoo for compare.py: each network against PyTorch, and in fresh JVMs against itself."""
import datetime
import pathlib
import statistics
import subprocess

import tables
from measure import DATA, HERE, Contender, java, machine, say, settled, write

NAMES = ['reference', 'tabular', 'mlp', 'lenet', 'strided', 'vgg', 'vgg_bn', 'cifar', 'resnet8', 'resnet_wide', 'densenet',
         'inception', 'mobilenet', 'autoencoder', 'lstm', 'gru']
SPEED = 'zoo.ZooSpeed'
WINDOW = 0.5  # seconds, as in ZooSpeed
EARLY = 2, 4


class Subject:
    """One thing that is measured of a network on both sides."""

    def __init__(self, key, what, unit, batch, scale):
        self.key, self.what, self.unit, self.batch, self.scale = key, what, unit, batch, scale

    def value(self, runs):
        """In its unit, from runs per second."""
        return 1e6 / runs if self.unit == 'microseconds' else runs * self.scale


IMAGES = [Subject('training', 'train', 'images/s', 128, 128), Subject('inference', 'infer', 'images/s', 256, 256),
          Subject('oneImage', 'one', 'microseconds', 1, 1)]
STEPS = Subject('steps', 'train', 'steps/s', 32, 1)


def rounded(value):
    return float(f'{value:.5g}')


def against(options, name, subject):
    """Weft and PyTorch in turn; PyTorch counts with its better mode."""
    arguments = ['--threads', options.threads, '--batch', subject.batch, '--seconds', options.seconds]
    ours = Contender('Weft', java(options, SPEED, name, '--what', subject.what, *arguments))
    peer = Contender('PyTorch', [options.torch, str(HERE / 'torch_zoo.py'), subject.what, name, *map(str, arguments)])
    weft_forks, mode_forks = [], {}
    for _ in range(options.forks):
        weft, torch = ours.start(), peer.start()
        if weft['parameters'] != torch['parameters']:
            raise SystemExit(f'{name}: expected as many parameters in both, got {weft["parameters"]} in Weft and '
                             f'{torch["parameters"]} in PyTorch')
        weft_forks.append(settled(weft['values']))
        for mode, values in torch['modes'].items():
            mode_forks.setdefault(mode, []).append(settled(values))
    mode = max(mode_forks, key=lambda mode: statistics.median(mode_forks[mode]))
    runs, peer_runs = statistics.median(weft_forks), statistics.median(mode_forks[mode])
    row = {'unit': subject.unit, 'weft': rounded(subject.value(runs)), 'peer': rounded(subject.value(peer_runs)),
           'ratio': rounded(runs / peer_runs), 'peerMode': mode, 'bytes': weft['bytes'],
           'weftForks': [rounded(subject.value(v)) for v in weft_forks],
           'peerForks': {m: [rounded(subject.value(v)) for v in forks] for m, forks in mode_forks.items()}}
    say(f'{name}, {subject.key}: {row["weft"]:,.0f} against {row["peer"]:,.0f} {subject.unit}, {row["ratio"]:.2f} times as fast')
    return row, weft, torch


def begin(options):
    """What every report says first, and where it goes: to the docs only if it has all networks."""
    names = options.names or NAMES
    report = {'date': datetime.date.today().isoformat(), 'machine': machine(), 'command': options.command,
              'forks': options.forks, 'seconds': options.seconds, 'threads': options.threads}
    out = options.out or (DATA / f'{options.what}.json' if names == NAMES else None)
    return names, report, out


def compare(options):
    names, report, out = begin(options)
    report['networks'] = []
    for name in names:
        network = {'name': name}
        for subject in IMAGES + [STEPS] * (name == 'tabular'):
            network[subject.key], weft, torch = against(options, name, subject)
        network['parameters'] = weft['parameters']
        report['networks'].append(network)
        report['versions'] = [weft['with'], torch['with']]
        report['geometricMeans'] = {
            subject.key: rounded(statistics.geometric_mean(n[subject.key]['ratio'] for n in report['networks']))
            for subject in IMAGES}
        if out:
            write(out, report)  # after each network, so that a run that is broken off leaves what it has
    print(tables.zoo(report))


def fresh(options):
    """Images/s of training from second 2 to 4 of a JVM against what it settles at; the slowest of several JVMs."""
    names, report, out = begin(options)
    report['networks'] = []
    for name in names:
        ours = Contender('Weft', java(options, SPEED, name, '--what', 'fresh', '--threads', options.threads,
                                      '--seconds', options.seconds))
        early, steady, busy = [], [], ours.busy
        for _ in range(options.forks):
            result = ours.start()
            rates = [value * result['batch'] for value in result['values']]
            early.append(statistics.mean(rates[int(EARLY[0] / WINDOW):int(EARLY[1] / WINDOW)]))
            steady.append(statistics.median(rates[len(rates) // 2:]))
        ratios = [a / b for a, b in zip(early, steady)]
        slowest = ratios.index(min(ratios))
        report['networks'].append({
            'name': name, 'slowest': rounded(ratios[slowest]), 'median': rounded(statistics.median(ratios)),
            'early': [rounded(v) for v in early], 'steady': [rounded(v) for v in steady],
            'busy': rounded(statistics.median(busy)), 'busyOfSlowest': rounded(busy[slowest])})
        report['versions'] = [result['with']]
        say(f'{name}: slowest {ratios[slowest]:.2f}, median {statistics.median(ratios):.2f}')
        if out:
            write(out, report)
    print(tables.fresh(report))


def sweep(options):
    """The sweep of one convolution; the program itself prints the worst shapes."""
    out = options.out or (None if options.subset else DATA / 'sweep.json')
    arguments = ['--machine', machine(), *['--subset'] * options.subset, *(['--out', out] if out else [])]
    if out:
        pathlib.Path(out).parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(java(options, 'zoo.Sweep', *arguments), check=True)
