#!/usr/bin/env python3
"""Measures everything that the documents show about speed, in one run, and writes it to docs/performance/results.

    measure.py --torch PYTHON [--forks 5]      measure: about forty minutes on an idle machine
    measure.py --continue --torch PYTHON       go on with a run that was interrupted, of the same commit
    measure.py --quick [--torch PYTHON]        try all of it in a few minutes; writes nothing into docs
    java -jar docs/code/target/book.jar refresh measured      write the figures into pages and charts

PYTHON is an interpreter that can import torch. Build first: mvn -Ppeers -DskipTests package (with -Ppeers for the comparison with
DJL). The run has stages of a few minutes; each tells how much is left, and an interruption costs one of them. All files of a run
have its id, and a test refuses files of two runs, so that no page mixes them. --without NAME leaves a file as it is, which is for
those that are older than this program and have no id. A figure that the documents have and the run has not is an error, before
anything is written. Needs nothing but Python's library.
"""
import argparse
import datetime
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
JAR = HERE / 'target' / 'benchmarks.jar'
RESULTS = ROOT / 'docs' / 'performance' / 'results'
RAW = HERE / 'target' / 'measure'
QUICK = HERE / 'target' / 'measure-quick'
DIRECTIONS = 'ConvolutionBenchmark.(forward|backwardData|backwardWeights)$'
CONV2 = ['-p', 'shape=CONV2', '-p', 'way=IMPLICIT_GEMM']
JVM_START = 1.0  # seconds a fork, with its checks


class Times:
    """How a JMH benchmark spends a fork: iterations and milliseconds of warm-up, and of measurement. A median of the latter counts."""

    def __init__(self, warm_ups, warm_up, iterations, iteration):
        self.arguments = ['-wi', str(warm_ups), '-w', f'{warm_up}ms', '-i', str(iterations), '-r', f'{iteration}ms']
        self.seconds = JVM_START + (warm_ups * warm_up + iterations * iteration) / 1000


KERNEL = Times(2, 500, 5, 250)  # C2 needs up to 0.2 s for a tile
NETWORK = Times(4, 1000, 4, 750)
HASTE = Times(1, 50, 1, 50)


class Stage:
    """A part of the run: a command, the file that it leaves in the folder of raw results, and what is taken from it."""

    def __init__(self, file, raw, command, figures, seconds):
        self.file, self.raw, self.command, self.figures, self.seconds = file, raw, command, figures, seconds


def stages(options):
    """In the order of the run, each with about how many seconds it takes."""
    java = [options.java, '--add-modules', 'jdk.incubator.vector']

    def jmh(file, raw, cases, pattern, *more, words='', times=KERNEL, figures=None):
        times = HASTE if options.quick else times
        return Stage(file, raw, [options.java, '-jar', JAR, pattern, '-f', str(options.forks), '-foe', 'true', *times.arguments,
                                 '-rf', 'json', '-rff', options.raw / raw, *more],
                     figures or (lambda text: jmh_figures(text, words)), cases * options.forks * times.seconds)

    def compare(file, what, figures, seconds, *more):
        return Stage(file, f'{what}.json', [sys.executable, HERE / 'peers' / 'compare.py', what, '--java', options.java,
                                            '--out', options.raw / f'{what}.json', *map(str, more)], figures, seconds)

    yield jmh('kernels', 'peak.json', 7, r'\.(PeakBenchmark|PoolBenchmark\.kernelForward|AdamBenchmark\.adam|BarrierBenchmark)',
              '-p', 'parameters=241546', '-p', 'threads=1,2,4')
    yield jmh('kernels', 'convolution.json', 27, r'\.' + DIRECTIONS)
    yield jmh('kernels', 'pooled.json', 24, r'\.Pooled' + DIRECTIONS)
    yield jmh('kernels', 'gemm.json', 12, 'GemmBenchmark', *(['-p', 'library=WEFT,NETLIB_JAVA'] if options.no_blas else []))
    yield jmh('kernels', 'scalar.json', 3, r'\.' + DIRECTIONS, *CONV2, '-jvmArgsPrepend', '-Dweft.kernels=scalar', words='scalar')
    for bits in '256', '128':
        yield jmh('kernels', f'{bits}.json', 1, r'\.ConvolutionBenchmark.forward$', *CONV2,
                  '-jvmArgsPrepend', f'-Dweft.simd.bits={bits}', words=bits)
    yield jmh('superword', 'axpy.json', 4, 'AxpyBenchmark')
    yield jmh('superword', 'axpy-off.json', 4, 'AxpyBenchmark', '-jvmArgsPrepend', '-XX:-UseSuperWord', words='off')
    for what in 'training', 'inference':
        yield jmh('network', f'{what}.json', 6, rf'ScalingBenchmark\.{what}$', '-p', 'threads=1,2,3,4,6,8', times=NETWORK)
    yield Stage('split', 'split.txt', [*java, '-Duser.language=en', '-cp', JAR, 'dev.weft.benchmarks.StepSplit'], split_figures, 15)
    yield compare('peers', 'table', peer_figures, 75 * (options.forks + 1), '--torch', options.torch, '--forks', options.forks,
                  '--search', 1, '--images', 1_000 if options.quick else 12_000)
    spread = 2 if options.quick else 10
    yield compare('jvms', 'spread', spread_figures, 8 * spread, '--forks', spread, *(['--images', 1_000] if options.quick else []))
    yield jmh('djl', 'djl.json', 2, 'DjlTrainingStepBenchmark', times=NETWORK,
              figures=lambda text: djl_figures(text, (options.raw / 'training.json').read_text(encoding='utf-8')))


def jmh_figures(text, words):
    """Of every benchmark its counters, or its time if it has none: a median of the iterations of each fork."""
    figures = {}
    for run in json.loads(text):
        parameters = [value for name, value in sorted((run.get('params') or {}).items()) if name != 'batch']
        name = ' '.join(['.'.join(run['benchmark'].split('.')[-2:]), *parameters, *([words] if words else [])])
        metrics = {key: metric for key, metric in run['secondaryMetrics'].items() if ':' not in key}
        if not metrics:
            metrics = {run['primaryMetric']['scoreUnit'].split('/')[0]: run['primaryMetric']}
        figures[name] = {key: [rounded(statistics.median(fork)) for fork in metric['rawData']]
                         for key, metric in metrics.items()}
    return figures, {}


def split_figures(text):
    """The table that StepSplit prints, its small parts added up."""
    parts = 'forward', 'backward', 'gradient', 'prepare'
    figures = {}
    for line in text.splitlines():
        columns = re.match(r'(\S.*?)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+[\d.]+%$', line)
        if columns:
            layer, *values = columns.groups()
            values = [float(value) for value in values]
            name = 'the dropouts' if layer.startswith('dropout') else layer if sum(values) >= 1 else 'all else'
            row = figures.setdefault(name, {part: [0.0] for part in parts})
            for part, value in zip(parts, values):
                row[part][0] = round(row[part][0] + value, 2)
    if 'all else' in figures:
        figures['all else'] = figures.pop('all else')
    return figures, {}


def peer_figures(text):
    figures, notes = {}, {}
    for row in json.loads(text)['rows']:
        name = f'{row["subject"]}, {row["unit"]}'
        figures[name] = {side: [rounded(statistics.median(values[1:] or values)) for values in row[side + 'Forks']]
                         for side in ('weft', 'peer')}
        notes[name] = row['peerMode'].removeprefix('PyTorch, ')
    return figures, notes


def spread_figures(text):
    spread = json.loads(text)
    steady = spread['imagesPerSecond']
    return {'images/s over epochs 2 and 3, slowest / median': {'ratio': [rounded(min(steady) / statistics.median(steady))]},
            'epoch 1 / epoch 3, median': {'ratio': [rounded(statistics.median(spread['warmUp']))]}}, {}


def djl_figures(text, ours):
    """DJL's steps beside Weft's, which were measured with the other numbers of threads."""
    (weft, _), (peer, _) = jmh_figures(ours, ''), jmh_figures(text, '')
    return {f'training step, batch 128, {threads} thread{"s" * (threads > 1)}, images/s': {
        'weft': weft[f'ScalingBenchmark.training {threads}']['images'],
        'peer': peer[f'DjlTrainingStepBenchmark.step {threads}']['images']} for threads in (1, 2)}, {}


def rounded(value):
    return float(f'{value:.5g}')


def output(*command):
    done = subprocess.run(command, capture_output=True, text=True, encoding='utf-8', cwd=ROOT)
    return (done.stdout + done.stderr).strip() if done.returncode == 0 else ''


def cpu():
    try:
        lines = pathlib.Path('/proc/cpuinfo').read_text().splitlines()
        return next(line.split(':')[1].strip() for line in lines if line.startswith('model name'))
    except (OSError, StopIteration):
        return 'an unknown CPU'


def versions(options, file):
    """The JVM, and who it is compared with."""
    java = re.search(r'Runtime Environment (\S+?)[-+ (]+.*?([\d.]+)', output(options.java, '-version'))
    words = [f'{java[1]} {java[2]}' if java else 'Java', options.bits]
    if file == 'peers':
        words.append('PyTorch ' + output(options.torch, '-c', 'import torch; print(torch.__version__)').split('+')[0])
    if file == 'djl':
        words.append('DJL on PyTorch')
    return ', '.join(word for word in words if word)


def begin(options):
    """The header of the run, new or that of the one to be continued."""
    commit = output('git', 'rev-parse', '--short=12', 'HEAD') or 'no commit'
    header = options.raw / 'run.json'
    if options.go_on:
        if not header.exists():
            raise SystemExit(f'expected a run to continue in {options.raw}, got none')
        run = json.loads(header.read_text(encoding='utf-8'))
        if run['id'].split()[-1] != commit:
            raise SystemExit(f'expected commit {run["id"].split()[-1]} to continue its run, got {commit}')
        return run
    options.raw.mkdir(parents=True, exist_ok=True)
    for old in filter(pathlib.Path.is_file, options.raw.iterdir()):
        old.unlink()
    now = datetime.datetime.now(datetime.timezone.utc)
    run = {'id': f'{now:%Y-%m-%dT%H:%MZ} {commit}', 'date': f'{now:%Y-%m-%d}', 'machine': options.machine}
    header.write_text(json.dumps(run), encoding='utf-8')
    return run


def measure(stage, options):
    target = options.raw / stage.raw
    environment = os.environ | {'OPENBLAS_NUM_THREADS': '1'}
    text = stage.raw.endswith('.txt')
    began = time.monotonic()
    done = subprocess.run(list(map(str, stage.command)), env=environment, cwd=ROOT, encoding='utf-8',
                          stdout=subprocess.PIPE if text else None)
    if done.returncode != 0:
        raise SystemExit(f'{stage.raw} failed with {done.returncode}; --continue measures it again, without the finished ones')
    if text:
        target.write_text(done.stdout, encoding='utf-8')
    stage.figures(target.read_text(encoding='utf-8'))
    finished(stage, options).write_text(str(time.monotonic() - began), encoding='utf-8')


def finished(stage, options):
    """The file that says how many seconds a stage took, when it is done."""
    return options.raw / f'{stage.raw}.done'


def measure_all(run, options):
    for number, stage in enumerate(run):
        if finished(stage, options).exists():
            print(f'{stage.raw}: measured before', flush=True)
            continue
        done = [s for s in run if finished(s, options).exists()]
        spent = sum(float(finished(s, options).read_text(encoding='utf-8')) for s in done)
        pace = spent / sum(s.seconds for s in done) if done else 1
        left = pace * sum(s.seconds for s in run if s not in done)
        print(f'Stage {number + 1} of {len(run)}, {stage.raw}: about {minutes(pace * stage.seconds)}, all that is left about '
              f'{minutes(left)}\n{" ".join(map(str, stage.command))}', flush=True)
        measure(stage, options)


def minutes(seconds):
    return f'{seconds / 60:.0f} min' if seconds > 90 else f'{seconds:.0f} s'


def missing(files, options):
    """The figures of the documents that were not measured, though they could be."""
    for file, (figures, _) in files.items():
        known = json.loads((RESULTS / f'{file}.json').read_text(encoding='utf-8'))['figures']
        yield from (f'{file}: {name} {quantity}' for name, quantities in known.items() for quantity in quantities
                    if not figures.get(name, {}).get(quantity) and not (options.no_blas and 'NETLIB_NATIVE' in name))


def write(run, file, options, figures, notes):
    header = run | {'with': versions(options, file), 'forks': {'jvms': 2 if options.quick else 10, 'split': 1}.get(file, options.forks)}
    lines = [f'  {json.dumps(name, ensure_ascii=False)}: {json.dumps(values)}' for name, values in figures.items()]
    noted = f'"notes": {json.dumps(notes, ensure_ascii=False, indent=2)},\n' if notes else ''
    text = f'{{\n"run": {json.dumps(header, ensure_ascii=False)},\n{noted}"figures": {{\n' + ',\n'.join(lines) + '\n}\n}\n'
    options.results.mkdir(exist_ok=True)
    (options.results / f'{file}.json').write_text(text, encoding='utf-8')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--torch', help='a Python interpreter with torch')
    home = os.environ.get('JAVA_HOME')
    parser.add_argument('--java', default=os.path.join(home, 'bin', 'java') if home else 'java', help='a Java 25')
    parser.add_argument('--forks', type=int, default=5)
    parser.add_argument('--machine', default=f'{os.cpu_count()} cores of an {cpu()}', help='its name, for the captions')
    parser.add_argument('--bits', default='', help='the width of its vectors, for the captions, such as "512 bits"')
    parser.add_argument('--no-blas', action='store_true', help='there is no system BLAS for netlib')
    parser.add_argument('--without', action='append', default=[], metavar='NAME', help='leave a file out, such as peers or djl')
    parser.add_argument('--quick', action='store_true', help='one short fork of everything, into benchmarks/target only')
    parser.add_argument('--continue', dest='go_on', action='store_true', help='go on with an interrupted run')
    options = parser.parse_args()
    options.raw, options.results = (QUICK, QUICK / 'results') if options.quick else (RAW, RESULTS)
    if options.quick:
        options.forks = 1
    if not JAR.exists():
        parser.error(f'expected {JAR}; build it with mvn -Ppeers -DskipTests package')
    if not options.torch and options.quick:
        options.without.append('peers')
    if not options.torch and 'peers' not in options.without:
        parser.error('expected --torch PYTHON, an interpreter that can import torch, or --without peers')
    if 'djl' not in options.without and 'DjlTrainingStepBenchmark' not in output(options.java, '-jar', str(JAR), '-l'):
        parser.error('expected DjlTrainingStepBenchmark in the jar: build it with mvn -Ppeers -DskipTests package, or '
                     'say --without djl')
    if 'network' in options.without and 'djl' not in options.without:
        parser.error('expected --without djl beside --without network, whose steps are compared')
    run = begin(options)
    wanted = [stage for stage in stages(options) if stage.file not in options.without]
    measure_all(wanted, options)
    files = {}
    for stage in wanted:
        figures, notes = stage.figures((options.raw / stage.raw).read_text(encoding='utf-8'))
        all_figures, all_notes = files.setdefault(stage.file, ({}, {}))
        all_figures.update(figures)
        all_notes.update(notes)
    lost = list(missing(files, options))
    if lost:
        raise SystemExit('expected every figure of the documents, did not get\n  ' + '\n  '.join(lost))
    for file, (figures, notes) in files.items():
        write(run, file, options, figures, notes)
    print(f'Run {run["id"]} is in {options.results}.'
          + ('' if options.quick else ' Now: java -jar docs/code/target/book.jar refresh measured'))


if __name__ == '__main__':
    main()
