#!/usr/bin/env python3
"""Measures everything that the documents show about speed, in one run, and writes it to docs/performance/results.

    measure.py --torch PYTHON [--forks 5]      measure: about two hours on an idle machine
    measure.py --continue --torch PYTHON       go on with a run that was interrupted, of the same commit
    java -jar docs/code/target/book.jar refresh measured      write the figures into pages and charts

PYTHON is an interpreter that can import torch. Build first: mvn -Ppeers -DskipTests package (with -Ppeers for the comparison with
DJL). All files of a run have its id, and a test refuses files of two runs, so that no page mixes them. --without NAME leaves a
file as it is, which is for those that are older than this program and have no id. Needs nothing but Python's library.
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

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
JAR = HERE / 'target' / 'benchmarks.jar'
RESULTS = ROOT / 'docs' / 'performance' / 'results'
RAW = HERE / 'target' / 'measure'
DIRECTIONS = 'ConvolutionBenchmark.(forward|backwardData|backwardWeights)$'
CONV2 = ['-p', 'shape=CONV2', '-p', 'way=IMPLICIT_GEMM']


class Stage:
    """A part of the run: a command, the file that it leaves in the folder of raw results, and what is taken from it."""

    def __init__(self, file, raw, command, figures):
        self.file, self.raw, self.command, self.figures = file, raw, command, figures


def stages(options):
    java = [options.java, '--add-modules', 'jdk.incubator.vector']

    def jmh(file, raw, pattern, *more, words=''):
        return Stage(file, raw, [options.java, '-jar', JAR, pattern, '-f', str(options.forks), '-foe', 'true',
                                 '-rf', 'json', '-rff', RAW / raw, *more], lambda text: jmh_figures(text, words))

    def compare(what, *more):
        return [sys.executable, HERE / 'peers' / 'compare.py', what, '--java', options.java, '--out', RAW / f'{what}.json',
                *more]

    yield jmh('kernels', 'kernels.json', r'(ConvolutionBenchmark|GemmBenchmark|PeakBenchmark|PoolBenchmark\.kernelForward'
              r'|AdamBenchmark\.adam|BarrierBenchmark)', *(['-p', 'library=WEFT,NETLIB_JAVA'] if options.no_blas else []))
    yield jmh('kernels', 'scalar.json', r'\.' + DIRECTIONS, *CONV2, '-jvmArgsPrepend', '-Dweft.kernels=scalar', words='scalar')
    for bits in '256', '128':
        yield jmh('kernels', f'{bits}.json', r'\.ConvolutionBenchmark.forward$', *CONV2,
                  '-jvmArgsPrepend', f'-Dweft.simd.bits={bits}', words=bits)
    yield jmh('superword', 'axpy.json', 'AxpyBenchmark')
    yield jmh('superword', 'axpy-off.json', 'AxpyBenchmark', '-jvmArgsPrepend', '-XX:-UseSuperWord', words='off')
    yield jmh('network', 'network.json', 'ScalingBenchmark', '-p', 'threads=1,2,3,4,6,8')
    yield Stage('split', 'split.txt', [*java, '-Duser.language=en', '-cp', JAR, 'dev.weft.benchmarks.StepSplit'], split_figures)
    yield Stage('peers', 'table.json', compare('table', '--torch', options.torch, '--forks', str(options.forks),
                                               '--images', '16000'), peer_figures)
    yield Stage('jvms', 'spread.json', compare('spread', '--forks', '10'), spread_figures)
    yield Stage('djl', 'djl.json', [options.java, '-jar', JAR, 'TrainingStepBenchmark', '-f', str(options.forks), '-foe', 'true',
                                    '-rf', 'json', '-rff', RAW / 'djl.json'], djl_figures)


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


def djl_figures(text):
    found, _ = jmh_figures(text, '')
    return {f'training step, batch 128, {threads} thread{"s" * (threads > 1)}, images/s': {
        'weft': found[f'TrainingStepBenchmark.step {threads}']['images'],
        'peer': found[f'DjlTrainingStepBenchmark.step {threads}']['images']} for threads in (1, 2)}, {}


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
    header = RAW / 'run.json'
    if options.go_on:
        if not header.exists():
            raise SystemExit(f'expected a run to continue in {RAW}, got none')
        run = json.loads(header.read_text(encoding='utf-8'))
        if run['id'].split()[-1] != commit:
            raise SystemExit(f'expected commit {run["id"].split()[-1]} to continue its run, got {commit}')
        return run
    RAW.mkdir(parents=True, exist_ok=True)
    for old in RAW.iterdir():
        old.unlink()
    now = datetime.datetime.now(datetime.timezone.utc)
    run = {'id': f'{now:%Y-%m-%dT%H:%MZ} {commit}', 'date': f'{now:%Y-%m-%d}', 'machine': options.machine}
    header.write_text(json.dumps(run), encoding='utf-8')
    return run


def measure(stage):
    target = RAW / stage.raw
    if (RAW / f'{stage.raw}.done').exists():
        print(f'{stage.raw}: measured before', flush=True)
        return
    print(f'{stage.raw}: {" ".join(map(str, stage.command))}', flush=True)
    environment = os.environ | {'OPENBLAS_NUM_THREADS': '1'}
    text = stage.raw.endswith('.txt')
    done = subprocess.run(list(map(str, stage.command)), env=environment, cwd=ROOT, encoding='utf-8',
                          stdout=subprocess.PIPE if text else None)
    if done.returncode != 0:
        raise SystemExit(f'{stage.raw} failed with {done.returncode}; --continue measures it again, without the finished ones')
    if text:
        target.write_text(done.stdout, encoding='utf-8')
    (RAW / f'{stage.raw}.done').touch()


def write(run, file, options, figures, notes):
    header = run | {'with': versions(options, file), 'forks': {'jvms': 10, 'split': 1}.get(file, options.forks)}
    lines = [f'  {json.dumps(name, ensure_ascii=False)}: {json.dumps(values)}' for name, values in figures.items()]
    noted = f'"notes": {json.dumps(notes, ensure_ascii=False, indent=2)},\n' if notes else ''
    text = f'{{\n"run": {json.dumps(header, ensure_ascii=False)},\n{noted}"figures": {{\n' + ',\n'.join(lines) + '\n}\n}\n'
    (RESULTS / f'{file}.json').write_text(text, encoding='utf-8')


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
    parser.add_argument('--continue', dest='go_on', action='store_true', help='go on with an interrupted run')
    options = parser.parse_args()
    if not JAR.exists():
        parser.error(f'expected {JAR}; build it with mvn -Ppeers -DskipTests package')
    if not options.torch and 'peers' not in options.without:
        parser.error('expected --torch PYTHON, an interpreter that can import torch, or --without peers')
    if 'djl' not in options.without and 'DjlTrainingStepBenchmark' not in output(options.java, '-jar', str(JAR), '-l'):
        parser.error('expected DjlTrainingStepBenchmark in the jar: build it with mvn -Ppeers -DskipTests package, or '
                     'say --without djl')
    run = begin(options)
    files = {}
    for stage in stages(options):
        if stage.file not in options.without:
            measure(stage)
            figures, notes = stage.figures((RAW / stage.raw).read_text(encoding='utf-8'))
            all_figures, all_notes = files.setdefault(stage.file, ({}, {}))
            all_figures.update(figures)
            all_notes.update(notes)
    for file, (figures, notes) in files.items():
        write(run, file, options, figures, notes)
    print(f'Run {run["id"]} is in {RESULTS}. Now: java -jar docs/code/target/book.jar refresh measured')


if __name__ == '__main__':
    main()
