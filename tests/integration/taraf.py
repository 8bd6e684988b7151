"""Runs the built `taraf` in a home of its own."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import unittest

BIN = pathlib.Path(os.environ['TARAF_BIN_DIR'])
DEMO = pathlib.Path(os.environ['TARAF_DEMO'])


class Taraf:
    """A user's Taraf: a fresh home, and the commands."""

    def __init__(self, home):
        self.home = pathlib.Path(home)
        self.environment = dict(os.environ, TARAF_HOME=str(self.home))
        self.environment.pop('TARAF_PROGRAMS', None)

    def run(self, *arguments, cwd=None, timeout=300, **more):
        return subprocess.run([BIN / 'taraf', *arguments], env={**self.environment, **more.pop('env', {})}, cwd=cwd, timeout=timeout,
                              capture_output=True, **more)

    def start(self, *arguments, **more):
        return subprocess.Popen([BIN / 'taraf', *arguments], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

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

    def neighbours(self, *arguments):
        """(query, rank, neighbour, score) as taraf neighbours prints them."""
        ended = self.run('neighbours', *arguments)
        if ended.returncode != 0:
            raise AssertionError(ended.stderr.decode())
        rows = [line.split(b'\t') for line in ended.stdout.splitlines()]
        return [(query, int(rank), neighbour, float(score)) for query, rank, neighbour, score in rows]


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

    def children(self, pid):
        """Names of the living processes below a process."""
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


def end(process):
    """Kills a process without a chance to tidy up, and waits for it."""
    process.send_signal(signal.SIGKILL)
    process.wait()
