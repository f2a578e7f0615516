#!/usr/bin/env python3
"""Compares Weft with PyTorch on this machine, or Weft's fresh JVMs with each other. Needs nothing but Python's library.

    compare.py table  --torch PYTHON [--forks 5] [--out peers.json]    the peer table: medians and ratios
    compare.py spread [--forks 10] [--out spread.json]                 warm-up, and slowest JVM against the median
    compare.py zoo    --torch PYTHON [--forks 5] [NAME…]               the zoo: every network, or those that are named
    compare.py fresh  [--forks 20] [NAME…]                             each network in fresh JVMs: seconds 2 to 4 against later ones
    compare.py sweep  [--subset]                                       convolutions of all shapes, and the slow ones
    compare.py tables                                                  writes the last three into the pages of the project

Results of the last three go to docs/data, from where charts and tables are made; those of named networks or of a subset only to
--out. A short look: --forks 1, and --out elsewhere.

PYTHON is an interpreter that can import torch. Weft and its peer take turns, each measurement in a fresh process, so that a
change in the machine's speed meets both. Build first: mvn -DskipTests package. Run it on an otherwise idle machine.
"""
import argparse
import datetime
import json
import pathlib
import shlex
import statistics
import sys

import tables
import zoo
from measure import HERE, JAR, Contender, java, machine, say

SEARCH_FORKS = 2
DEFAULT_FORKS = {'table': 5, 'spread': 10, 'zoo': 5, 'fresh': 20, 'sweep': 1, 'tables': 1}
PLACES = '--torch', '--java', '--jar', '--data', '--out'


def weft(options, what, *more):
    data = ['--data', options.data] if options.data else []
    return Contender('Weft', java(options, 'Speed', what, *more, *data))


def torch(options, name, what, *more):
    data = ['--data', options.data] if options.data else []
    return Contender(f'PyTorch, {name}', [options.torch, str(HERE / 'torch_speed.py'), what, *map(str, more), *data])


def counted(threads):
    return f'{threads} thread' + 's' * (threads > 1)


def subjects(options):
    """Title, whether more is better, Weft, and PyTorch's modes, of which the best one counts."""
    formats = [('contiguous', []), ('channels-last', ['--channels-last'])]
    training = ['--epochs', options.epochs, '--images', options.images]
    for threads in 1, 2:
        compiled = [torch(options, 'compiled', 'train', '--threads', threads, '--channels-last', '--compile', *training)]
        yield (f'training, batch 128, {counted(threads)}', True,
               weft(options, 'train', '--threads', threads, *training),
               [torch(options, name, 'train', '--threads', threads, *flags, *training) for name, flags in formats]
               + compiled * options.compile)
    yield ('inference, 2 threads', True, weft(options, 'infer', '--batch', options.batch),
           [torch(options, f'{name}, batch {batch}', 'infer', '--batch', batch, *flags)
            for name, flags in formats for batch in (64, 128, 256, 1000)])
    yield ('one image', False, weft(options, 'latency'),
           [torch(options, f'{name}, {counted(threads)}', 'latency', '--threads', threads, *flags)
            for name, flags in formats for threads in (1, 2)])


def best(contenders, more_is_better):
    return (max if more_is_better else min)(contenders, key=Contender.median)


def table(options):
    rows = []
    for title, more_is_better, ours, modes in subjects(options):
        say(title)
        for mode in modes * min(options.search, options.forks):
            mode.run()
        rival = best(modes, more_is_better)
        rival.forks.clear()
        for _ in range(options.forks):
            ours.run()
            rival.run()
        ratio = ours.median() / rival.median() if more_is_better else rival.median() / ours.median()
        rows.append({'subject': title, 'unit': ours.unit, 'weft': ours.median(), 'peer': rival.median(),
                     'peerMode': rival.name, 'ratio': ratio, 'forks': options.forks,
                     'weftForks': ours.forks, 'peerForks': rival.forks,
                     'otherModes': {mode.name: mode.median() for mode in modes if mode is not rival},
                     'versions': [ours.program, rival.program]})
    report = {'date': datetime.date.today().isoformat(), 'machine': machine(), 'rows': rows}
    pathlib.Path(options.out or 'peers.json').write_text(json.dumps(report, indent=2, ensure_ascii=False), encoding='utf-8')
    print(f'\n{report["date"]}, {report["machine"]}, medians of {options.forks} forks; '
          f'{" and ".join(rows[0]["versions"])}\n')
    print('| | Weft | PyTorch, best mode | mode | ratio |\n|---|---:|---:|---|---:|')
    for row in rows:
        print(f'| {row["subject"]}, {row["unit"]} | {row["weft"]:,.0f} | {row["peer"]:,.0f} | '
              f'{row["peerMode"].removeprefix("PyTorch, ")} | {row["ratio"]:.2f} |')


def spread(options):
    ours = weft(options, 'train', '--threads', options.threads, '--epochs', 3, '--images', options.images)
    for _ in range(options.forks):
        ours.run()
    steady = [statistics.mean(values[1:]) for values in ours.forks]
    warm_up = [values[0] / values[2] for values in ours.forks]
    print(f'\n{machine()}, {ours.program}, {options.threads} threads, {options.forks} fresh JVMs\n')
    print('| | |\n|---|---:|')
    print(f'| images/s over epochs 2 and 3, median | {statistics.median(steady):,.0f} |')
    print(f'| slowest / median | {min(steady) / statistics.median(steady):.3f} |')
    slowest = steady.index(min(steady))
    print(f'| processors that the slowest had, and the median | {ours.busy[slowest]:.2f}, {statistics.median(ours.busy):.2f} |')
    print(f'| epoch 1 / epoch 3, median | {statistics.median(warm_up):.3f} |')
    print(f'| epoch 1 / epoch 3, lowest | {min(warm_up):.3f} |')
    if options.out:
        pathlib.Path(options.out).write_text(json.dumps({'imagesPerSecond': steady, 'warmUp': warm_up}), encoding='utf-8')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('what', choices=list(DEFAULT_FORKS))
    parser.add_argument('names', nargs='*', metavar='NAME', help='networks of the zoo')
    parser.add_argument('--torch', help='a Python interpreter with torch')
    parser.add_argument('--java', help='a Java 25; default: JAVA_HOME, or java on the path')
    parser.add_argument('--jvm', action='append', default=[], help='an option for Weft\'s JVM; may be repeated')
    parser.add_argument('--jar', type=pathlib.Path, default=JAR)
    parser.add_argument('--data', help='directory with Fashion-MNIST\'s IDX files')
    parser.add_argument('--forks', type=int)
    parser.add_argument('--search', type=int, default=SEARCH_FORKS, help='for table, forks to find PyTorch\'s best mode')
    parser.add_argument('--epochs', type=int, default=3)
    parser.add_argument('--images', type=int, default=48_000)
    parser.add_argument('--batch', type=int, default=256, help='Weft\'s batch in inference')
    parser.add_argument('--threads', type=int, default=2, help='for spread, zoo and fresh')
    parser.add_argument('--seconds', type=float, help='for zoo, each measurement: 6; for fresh, a JVM: 12')
    parser.add_argument('--subset', action='store_true', help='a tenth of the sweep')
    parser.add_argument('--compile', action='store_true', help='try torch.compile as well; needs a C++ compiler')
    parser.add_argument('--out', help='for the results')
    options = parser.parse_intermixed_args()
    options.forks = options.forks or DEFAULT_FORKS[options.what]
    options.out = options.out or ('peers.json' if options.what == 'table' else None)
    options.seconds = options.seconds or (12 if options.what == 'fresh' else 6)
    options.command = shlex.join(['compare.py', *without_places(sys.argv[1:])])
    unknown = [name for name in options.names if name not in zoo.NAMES]
    if unknown:
        parser.error(f'expected networks of {", ".join(zoo.NAMES)}, got {", ".join(unknown)}')
    if options.what == 'fresh' and options.seconds < 2 * zoo.EARLY[1]:
        parser.error(f'expected --seconds {2 * zoo.EARLY[1]} or more, got {options.seconds:g}')
    if not options.jar.exists() and options.what != 'tables':
        parser.error(f'expected {options.jar}; build it with mvn -DskipTests package')
    if options.what in ('table', 'zoo') and not options.torch:
        parser.error('expected --torch PYTHON, an interpreter that can import torch; see docs/benchmarks.md')
    actions = {'table': table, 'spread': spread, 'zoo': zoo.compare, 'fresh': zoo.fresh, 'sweep': zoo.sweep,
               'tables': tables.refresh}
    actions[options.what](options)


def without_places(arguments):
    """The arguments but for those that say where something lies on this machine."""
    kept, skip = [], False
    for argument in arguments:
        if not skip and argument not in PLACES and not argument.startswith(tuple(f'{place}=' for place in PLACES)):
            kept.append(argument)
        skip = argument in PLACES
    return kept


if __name__ == '__main__':
    main()
