"""Times commands in turn, in the same minutes: what else a machine does hits both sides."""

import os
import resource
import statistics
import subprocess
import time


def measure(command):
    """Seconds elapsed, seconds of processor time of the command and all its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    elapsed = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peak(command):
    """MiB of the largest process of a command."""
    read, written = os.pipe()
    child = os.fork()
    if child == 0:
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.write(written, str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss).encode())
        os._exit(0)
    os.waitpid(child, 0)
    return round(int(os.read(read, 64)) / 1024)


def compare(sides, ours, floor, runs, before=lambda: None):
    """The medians of both sides, and the median of the ratios of neighbours, which a machine that other work slows
    down hurts least. `before` runs untimed before each command."""
    times = {name: [] for name in sides}
    for turn in range(-1, runs):  # the first turn warms up
        for name in sorted(sides, reverse=turn % 2 == 1):
            before()
            spent = measure(sides[name])
            if turn >= 0:
                times[name].append(spent)
    result = {}
    for index, kind in enumerate(["elapsed", "processor"]):
        one, other = ([pair[index] for pair in times[name]] for name in (floor, ours))
        result[kind] = {
            f"{floor} ms": round(statistics.median(one) * 1000),
            f"{ours} ms": round(statistics.median(other) * 1000),
            "ratio": round(statistics.median(b / a for a, b in zip(one, other)), 2),
        }
    return result
