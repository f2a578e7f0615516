#!/usr/bin/env python3
"""Compares Weft with PyTorch on this machine, or Weft's fresh JVMs with each other. Needs nothing but Python's library.

    compare.py table  --torch PYTHON [--forks 5] [--out peers.json]    the peer table: medians and ratios
    compare.py spread [--forks 10] [--out spread.json]                 warm-up, and slowest JVM against the median

PYTHON is an interpreter that can import torch. Weft and its peer take turns, each measurement in a fresh process, so that a
change in the machine's speed meets both. Build first: mvn -DskipTests package. Run it on an otherwise idle machine.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import resource
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
JAR = HERE.parent / 'target' / 'benchmarks.jar'
SEARCH_FORKS = 2


class Contender:
    """A way to run one measurement, and the values of its forks."""

    def __init__(self, name, command):
        self.name, self.command, self.forks, self.busy = name, command, [], []

    def run(self):
        # Settings made for one CPU or another would slow PyTorch's BLAS down.
        environment = {k: v for k, v in os.environ.items() if not k.startswith('OPENBLAS_')}
        began, used = time.monotonic(), cpu_seconds()
        done = subprocess.run(self.command, env=environment, capture_output=True, text=True, encoding='utf-8')
        self.busy.append((cpu_seconds() - used) / (time.monotonic() - began))
        if done.returncode != 0:
            raise SystemExit(f'{self.name} failed: {" ".join(map(str, self.command))}\n{done.stderr}')
        result = json.loads(done.stdout.strip().splitlines()[-1])
        self.forks.append(result['values'])
        self.program, self.unit = result['with'], result['unit']
        print(f'  {self.name}: {" ".join(f"{v:,.0f}" for v in result["values"])} {self.unit}', file=sys.stderr, flush=True)

    def median(self):
        """Median over the forks of what a fork settles at: the median of its values but the first, which warms up."""
        return statistics.median(statistics.median(values[1:] or values) for values in self.forks)


def cpu_seconds():
    """Processor time of all processes that have been run so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def weft(options, what, *more):
    home = os.environ.get('JAVA_HOME')
    java = options.java or (os.path.join(home, 'bin', 'java') if home else 'java')
    data = ['--data', options.data] if options.data else []
    return Contender('Weft', [java, '--add-modules', 'jdk.incubator.vector', *options.jvm, '-cp', str(options.jar),
                              'dev.weft.benchmarks.Speed', what, *map(str, more), *data])


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
        print(title, file=sys.stderr, flush=True)
        for mode in modes * min(SEARCH_FORKS, options.forks):
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
    pathlib.Path(options.out).write_text(json.dumps(report, indent=2, ensure_ascii=False), encoding='utf-8')
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


def machine():
    try:
        lines = pathlib.Path('/proc/cpuinfo').read_text().splitlines()
        model = next(line.split(':')[1].strip() for line in lines if line.startswith('model name'))
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    return f'{model}, {os.cpu_count()} processors, {platform.system()}'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('what', choices=['table', 'spread'])
    parser.add_argument('--torch', help='a Python interpreter with torch')
    parser.add_argument('--java', help='a Java 25; default: JAVA_HOME, or java on the path')
    parser.add_argument('--jvm', action='append', default=[], help='an option for Weft\'s JVM; may be repeated')
    parser.add_argument('--jar', type=pathlib.Path, default=JAR)
    parser.add_argument('--data', help='directory with Fashion-MNIST\'s IDX files')
    parser.add_argument('--forks', type=int)
    parser.add_argument('--epochs', type=int, default=3)
    parser.add_argument('--images', type=int, default=48_000)
    parser.add_argument('--batch', type=int, default=256, help='Weft\'s batch in inference')
    parser.add_argument('--threads', type=int, default=2, help='for spread')
    parser.add_argument('--compile', action='store_true', help='try torch.compile as well; needs a C++ compiler')
    parser.add_argument('--out', help='the figures as JSON; default: peers.json for table, none for spread')
    options = parser.parse_args()
    options.forks = options.forks or (5 if options.what == 'table' else 10)
    options.out = options.out or ('peers.json' if options.what == 'table' else None)
    if not options.jar.exists():
        parser.error(f'expected {options.jar}; build it with mvn -DskipTests package')
    if options.what == 'table' and not options.torch:
        parser.error('expected --torch PYTHON, an interpreter that can import torch; see docs/benchmarks.md')
    table(options) if options.what == 'table' else spread(options)


if __name__ == '__main__':
    main()
