"""What Taraf's plugin costs Audacious, with its dock open: player_bench.py TRACKS. Runs with and without it take turns."""
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import player
from taraf import BIN, Taraf

PLUGIN = pathlib.Path(os.environ['TARAF_PLUGINS']) / 'audacious' / 'taraf.so'
RUNS = 15


def music(root):
    """One of the library's tracks, as a file: what is played."""
    path = root / 'Artist 0' / 'Album 0' / '03.mp3'
    path.parent.mkdir(parents=True)
    subprocess.run(['ffmpeg', '-nostdin', '-loglevel', 'error', '-f', 'lavfi', '-i', 'sine', '-t', '180', path], check=True)
    return path


def follow(desktop, *command):
    """A program whose lines come as they are written."""
    process = subprocess.Popen(['stdbuf', '-oL', *command], env=desktop.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    desktop.started.append(process)
    return process


def wait_for_line(process, word, seconds=60):
    late = threading.Timer(seconds, process.terminate)
    late.start()
    try:
        for line in process.stdout:
            if word in line:
                return
        raise AssertionError(f'{process.args} did not say {word}')
    finally:
        late.cancel()


def processor(pid):
    """Milliseconds that its threads have run."""
    return sum(int((task / 'schedstat').read_text().split()[0]) for task in pathlib.Path(f'/proc/{pid}/task').iterdir()) / 1e6


def memory(pid):
    rollup = pathlib.Path(f'/proc/{pid}/smaps_rollup').read_text()
    return {name: int(re.search(rf'^{name}: +(\d+) kB', rollup, re.M)[1]) / 1024 for name in ('Rss', 'Pss', 'Anonymous')}


def libraries(pid):
    return {pathlib.Path(line.split(maxsplit=5)[5]).name.split('.so')[0] for line in pathlib.Path(f'/proc/{pid}/maps').read_text().splitlines() if '.so' in line}


def run(audacious, track, has_plugin):
    """Of one session: starts, plays, is looked at, ends."""
    desktop = audacious.desktop
    windows = follow(desktop, 'xev', '-root', '-event', 'substructure')
    time.sleep(0.5)
    begun = time.monotonic()
    process = desktop.start(*audacious.command())
    wait_for_line(windows, 'MapNotify')
    found = {'from its start to its window, ms': (time.monotonic() - begun) * 1000, 'processor time until then, ms': processor(process.pid)}
    audacious.process = process
    player.wait_for(lambda: audacious.tool('version'), 60, 'audacious on the bus')
    questions = follow(desktop, 'dbus-monitor', '--session', "type='method_call',interface='org.taraf.Taraf1',member='Similar'")
    time.sleep(1)
    audacious.tool('playlist-clear')
    audacious.tool('playlist-addurl', track.as_uri())
    player.wait_for(lambda: audacious.tool('playlist-length') == '1', 60, 'the track')
    audacious.tool('playback-play')
    if has_plugin:
        wait_for_line(questions, 'member=Similar')
    time.sleep(3)  # the answer is there and painted
    found |= {f'{name}, MB': value for name, value in memory(process.pid).items()} | {'libraries': libraries(process.pid)}
    audacious.quit()
    for each in (windows, questions):
        each.terminate()
        each.wait()
        each.stdout.close()
        desktop.started.remove(each)
    desktop.started.remove(process)
    return found


def main():
    size = int(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix='taraf-bench-') as folder:
        folder = pathlib.Path(folder)
        taraf, track = Taraf(folder / 'home'), music(folder / 'music')
        subprocess.run([BIN / 'bench_library', taraf.home, str(size), folder / 'music'], check=True)
        desktop = player.Desktop(folder, taraf)
        try:
            audacious = player.AudaciousWithTaraf(desktop, PLUGIN)
            audacious.quit()  # the dock has its place
            config = desktop.home / 'config' / 'audacious'
            registry = (config / 'plugin-registry').read_text()
            profiles = {}
            for has_plugin in (False, True):
                profiles[has_plugin] = shutil.copytree(config, folder / f'profile {has_plugin}')
            off = re.sub(r'(general [^\n]*/taraf\.so\n(?:(?!general |output )[^\n]*\n)*?enabled) 1', r'\1 0', registry)
            assert off != registry, registry
            (profiles[False] / 'plugin-registry').write_text(off)
            runs = {False: [], True: []}
            for number in range(RUNS + 1):
                for has_plugin in (False, True) if number % 2 else (True, False):
                    shutil.rmtree(config)
                    shutil.copytree(profiles[has_plugin], config)
                    found = run(audacious, track, has_plugin)
                    if number:  # the first ones read from the disk
                        runs[has_plugin].append(found)
        finally:
            desktop.close()
    print(f'{size} tracks, tarafd runs, {RUNS} pairs of runs, medians\n\n| Audacious | without | with | more |\n|---|---|---|---|')
    for name in runs[True][0]:
        if name == 'libraries':
            continue
        without, with_it = ([each[name] for each in runs[has]] for has in (False, True))
        more = statistics.median(b - a for a, b in zip(without, with_it))
        print(f'| {name} | {statistics.median(without):.1f} | {statistics.median(with_it):.1f} | {more:.1f} |')
    print('\nmapped more: ' + ', '.join(sorted(runs[True][0]['libraries'] - runs[False][0]['libraries'])))


main()
