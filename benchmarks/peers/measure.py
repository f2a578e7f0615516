"""Measurements in processes of their own, for compare.py."""
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
PROJECT = HERE.parent.parent
DATA = PROJECT / 'docs' / 'data'
JAR = HERE.parent / 'target' / 'benchmarks.jar'


# PyTorch allocates the tensors of each step anew. By default malloc gives large ones back to the system when they are freed, and the
# page faults of the next step take most of its time where these are dear, as in a virtual machine: four times as long was seen.
KEEP_MEMORY = {'MALLOC_MMAP_MAX_': '0', 'MALLOC_TRIM_THRESHOLD_': str(8 << 30)}


def settled(values):
    """What a process settles at: the median of its values but the first, which warms up."""
    return statistics.median(values[1:] or values)


class Contender:
    """A way to run one measurement, and the values of its forks."""

    def __init__(self, name, command):
        self.name, self.command, self.forks, self.busy = name, command, [], []

    def start(self):
        """Runs a fork and returns the line of JSON that it prints."""
        # Settings made for one CPU or another would slow PyTorch's BLAS down.
        environment = {k: v for k, v in os.environ.items() if not k.startswith('OPENBLAS_')} | KEEP_MEMORY
        began, used = time.monotonic(), cpu_seconds()
        done = subprocess.run(self.command, env=environment, capture_output=True, text=True, encoding='utf-8')
        self.busy.append((cpu_seconds() - used) / (time.monotonic() - began))
        if done.returncode != 0:
            raise SystemExit(f'{self.name} failed: {" ".join(map(str, self.command))}\n{done.stderr}')
        return json.loads(done.stdout.strip().splitlines()[-1])

    def run(self):
        result = self.start()
        self.forks.append(result['values'])
        self.program, self.unit = result['with'], result['unit']
        say(f'  {self.name}: {" ".join(f"{v:,.0f}" for v in result["values"])} {self.unit}')

    def median(self):
        """Median over the forks of what a fork settles at."""
        return statistics.median(settled(values) for values in self.forks)


def say(text):
    print(text, file=sys.stderr, flush=True)


def cpu_seconds():
    """Processor time of all processes that have been run so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def java(options, program, *arguments):
    """The command for a program of the benchmarks' jar."""
    home = os.environ.get('JAVA_HOME')
    command = options.java or (os.path.join(home, 'bin', 'java') if home else 'java')
    return [command, '--add-modules', 'jdk.incubator.vector', *options.jvm, '-cp', str(options.jar),
            f'dev.weft.benchmarks.{program}', *map(str, arguments)]


def machine():
    try:
        lines = pathlib.Path('/proc/cpuinfo').read_text().splitlines()
        model = next(line.split(':')[1].strip() for line in lines if line.startswith('model name'))
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    return f'{model}, {os.cpu_count()} processors, {platform.system()}'


def write(path, report):
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=1, ensure_ascii=False) + '\n', encoding='utf-8')
