"""Runs the built `taraf` in a home of its own."""
import contextlib
import hashlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest

BIN = pathlib.Path(os.environ['TARAF_BIN_DIR'])
DEMO = pathlib.Path(os.environ['TARAF_DEMO'])
LEAKS = ({}, {'ASAN_OPTIONS': 'detect_leaks=0'})  # they can't be looked for under strace


def strace(*injections, paths=(), log=os.devnull, more=()):
    """What a program is run under, so that some of its calls fail, wait or kill: 'fsync:error=ENOSPC:when=2'. `when` counts in each thread."""
    calls = ','.join(each.partition(':')[0] for each in injections)
    return ['strace', '-f', '-qq', '-o', str(log), *more, '-e', f'trace={calls}', *(f'--inject={each}' for each in injections),
            *(word for path in paths for word in ('-P', str(path)))]


class Taraf:
    """A user's Taraf: a fresh home, and the commands."""

    def __init__(self, home):
        self.home = pathlib.Path(home)
        self.environment = dict(os.environ, TARAF_HOME=str(self.home))
        self.environment.pop('TARAF_PROGRAMS', None)

    def run(self, *arguments, cwd=None, timeout=300, under=(), **more):
        """`under`: a program that runs it, strace(…) say."""
        return subprocess.run([*under, BIN / 'taraf', *arguments], env={**self.environment, **LEAKS[bool(under)], **more.pop('env', {})}, cwd=cwd,
                              timeout=timeout, capture_output=True, **more)

    def start(self, *arguments, under=(), **more):
        return subprocess.Popen([*under, BIN / 'taraf', *arguments], env={**self.environment, **LEAKS[bool(under)], **more.pop('env', {})},
                                **{'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE, **more})

    def json(self, *arguments, expect=0, **more):
        """The one JSON document of a command that ends with the status."""
        ended = self.run(*arguments, '--json', **more)
        if ended.returncode != expect:
            raise AssertionError(f'taraf {arguments} ended with {ended.returncode}: {ended.stderr.decode()} {ended.stdout.decode()[:500]}')
        return json.loads(ended.stdout)

    @property
    def database(self):
        return self.home / 'library.db'

    def rows(self, statement, *parameters):
        with contextlib.closing(sqlite3.connect(f'file:{self.database}?mode=ro', uri=True)) as database:
            return database.execute(statement, parameters).fetchall()

    def contents(self):
        """What a scan leaves, in whatever order it read: each file with its tags, its album and the hash of its vectors; then the index."""
        rows = self.rows("""SELECT f.path, f.size, f.mtime_ns, f.missing_since IS NULL, f.failure_code, f.duration_ms, f.title, f.artists, f.album_title,
                                   f.genres, f.track, f.disc, f.year, t.content, a.key, r.audio_hash, d.version, d.content, d.segments
                            FROM files f LEFT JOIN file_tags t ON t.file = f.id LEFT JOIN albums a ON a.id = f.album
                                 LEFT JOIN recordings r ON r.id = f.recording LEFT JOIN descriptors d ON d.recording = r.id
                            ORDER BY f.path""")
        files = [(*row[:-2], hashlib.sha256(b'|'.join(vector or b'' for vector in row[-2:])).hexdigest()) for row in rows]
        heard = any(row[-2] for row in rows)
        return files, self.neighbours('-k', '5') if heard else []

    def neighbours(self, *arguments):
        """(query, rank, neighbour, score) as taraf neighbours prints them."""
        ended = self.run('neighbours', *arguments)
        if ended.returncode != 0:
            raise AssertionError(ended.stderr.decode())
        rows = [line.split(b'\t') for line in ended.stdout.splitlines()]
        return [(query, int(rank), neighbour, Score(score)) for query, rank, neighbour, score in rows]


class Score(float):
    """As printed, to four places. Anchors come in the order of ids, which is that of reading; so the last place of a sum may differ."""

    def __eq__(self, other):
        return abs(self - other) < 2e-4

    def __ne__(self, other):
        return not self == other

    __hash__ = float.__hash__


class TarafTestCase(unittest.TestCase):
    """A home of its own for each test, and music copied by hard links, so that a test may move and delete it."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='taraf-test-'))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.taraf = Taraf(self.folder / 'home')

    def music(self, artists=None, name='music'):
        """A copy of the demo (or of some of its artists, by their number)."""
        target = self.folder / name
        folders = sorted(each for each in DEMO.iterdir() if each.is_dir())
        for folder in folders if artists is None else [folders[i] for i in artists]:
            shutil.copytree(folder, target / folder.name, copy_function=shutil.copy2)
        return target

    def undisturbed(self, *arguments):
        """The contents of a library that nothing happened to."""
        taraf = Taraf(self.folder / 'undisturbed')
        taraf.json('rescan', *map(str, arguments))
        return taraf.contents()

    def assert_sound(self, taraf):
        """Looks at a copy: SQLite would tidy up after a kill, which is for Taraf to do."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            copy = pathlib.Path(folder, 'library.db')
            for ending in ('', '-wal'):
                if pathlib.Path(f'{taraf.database}{ending}').exists():
                    shutil.copyfile(f'{taraf.database}{ending}', f'{copy}{ending}')
            with contextlib.closing(sqlite3.connect(copy)) as database:
                self.assertEqual(database.execute('PRAGMA integrity_check').fetchall(), [('ok',)])
                self.assertEqual(database.execute('PRAGMA foreign_key_check').fetchall(), [])

    def assert_ends_like(self, taraf, undisturbed, *arguments):
        """A quiet scan of what was disturbed ends with what the other has, and whole."""
        ended = taraf.run('rescan', '--quiet', *arguments)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertEqual(taraf.contents(), undisturbed)
        self.assert_sound(taraf)
        self.assertTrue(taraf.json('library', 'check')['ok'])

    def alone(self, script, *arguments):
        """Runs shell lines with mounts of their own. 77: they can't be made."""
        command = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', *map(str, arguments)]
        ended = subprocess.run(command, env=self.taraf.environment, timeout=300, capture_output=True)
        if ended.returncode == 77 or (ended.returncode != 0 and ended.stderr.startswith(b'unshare:')):
            self.skipTest('mounting takes the rights of root')
        return ended

    def assert_all_end(self, pids):
        """None of these processes is left, however it went."""
        self.wait_until(lambda: not [pid for pid in pids if lives(pid)], 'no process is left behind')

    def wait_until(self, condition, what, seconds=60):
        deadline = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), deadline, what)
            time.sleep(0.05)

    def children(self, pid):
        """The living processes below a process."""
        found, todo = [], [pid]
        while todo:
            parent = todo.pop()
            for task in pathlib.Path(f'/proc/{parent}/task').glob('*/children'):
                try:
                    below = [int(each) for each in task.read_text().split()]
                except OSError:
                    continue
                found += below
                todo += below
        return found


def tracks(folder):
    return sorted(path for path in pathlib.Path(folder).rglob('*') if path.suffix in {'.flac', '.ogg'})


def program(pid):
    """What runs there: taraf, taraf-work or taraf-probe; nothing if it has ended."""
    try:
        return pathlib.Path(f'/proc/{pid}/exe').resolve(strict=True).name
    except OSError:
        return None


def lives(pid):
    return pathlib.Path(f'/proc/{pid}/exe').exists()


def end(process):
    """Kills a process without a chance to tidy up, and waits for it."""
    process.send_signal(signal.SIGKILL)
    process.wait()
