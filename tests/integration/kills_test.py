"""kill -9 of any process of a scan, at any instant: what is there is whole, and a quiet scan ends with what an undisturbed one has."""
import collections
import itertools
import os
import pathlib
import random
import re
import shutil
import signal
import time
import unittest

from taraf import TarafTestCase, program, strace, tracks

PROGRAMS = ('taraf', 'taraf-work', 'taraf-probe')
# What changes something on the disk.
CALLS = ('rename', 'fsync', 'fdatasync', 'ftruncate', 'mkdir', 'mknod', 'pwrite64')
SHARED = ('-shm', '.checkpoint')  # nothing in these outlives the processes


class KillsTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.dice = random.Random(20)

    def kill_one(self, name, longest, *arguments):
        """Kills a process of this name during a scan, unless that has ended before. Gives whether it was struck."""
        scan = self.taraf.start('rescan', *arguments)
        if name == 'taraf-probe':  # which lives for moments
            while scan.poll() is None and name not in map(program, self.children(scan.pid)):
                time.sleep(0.002)
            longest /= 10
        time.sleep(self.dice.uniform(0, longest))
        below = self.children(scan.pid)
        candidates = [pid for pid in (scan.pid, *below) if program(pid) == name]
        struck = False
        if candidates:
            try:
                os.kill(self.dice.choice(candidates), signal.SIGKILL)
                struck = True
            except ProcessLookupError:
                pass
        scan.communicate(timeout=120)
        self.assert_all_end(below)
        if self.taraf.database.exists():
            self.assert_sound(self.taraf)
        return struck

    def kill_many(self, count, root, longest, *arguments):
        struck = collections.Counter()
        albums = sorted({path.parent for path in tracks(root)})
        for turn in itertools.count():
            if struck.total() == count:
                break
            # There has to be something to do: all of it anew, or an album that has another name now.
            if self.dice.random() < 0.5:
                shutil.rmtree(self.taraf.home, ignore_errors=True)
            else:
                place = self.dice.randrange(len(albums))
                albums[place] = albums[place].rename(albums[place].with_name(f'Album {turn}'))
            name = self.dice.choice(PROGRAMS)
            struck[name] += self.kill_one(name, longest, str(root), *arguments)
        self.assertEqual(set(+struck), set(PROGRAMS))
        self.assert_ends_like(self.taraf, self.undisturbed(root, *arguments), str(root), *arguments)

    def test_at_forty_instants_of_reading(self):
        self.kill_many(40, self.music([0, 1, 2]), 0.12, '--no-analysis')

    def test_at_ten_instants_of_listening_and_indexing(self):
        self.kill_many(10, self.music([0]), 1.2)


class KilledInACallTest(TarafTestCase):
    """Just before a call that changes something: each that syncs, renames or removes, and some of the writes."""

    def calls_of(self, *arguments):
        """How often a scan makes which call on which of its files, in the thread that does so the most."""
        log = self.folder / 'calls'
        ended = self.taraf.run('rescan', *arguments, under=strace(*(f'{call}:delay_enter=0' for call in CALLS), log=log, more=['-y']))
        self.assertEqual(ended.returncode, 0, ended.stderr)
        calls = collections.Counter()
        for line in log.read_text(errors='replace').splitlines():
            found = re.match(r'(\d+) +(\w+)\((?:\d+<([^>]*)>|"([^"]*)")', line)
            if found and str(self.taraf.home) in line:
                # strace tells a rename by its first path alone, which has a number in it that is not known before.
                path = None if found[2] == 'rename' else pathlib.Path(found[3] or found[4])
                calls[found[1], found[2], path] += 1
        most = {}
        for (_, call, path), count in calls.items():
            most[call, path] = max(most.get((call, path), 0), count)
        return most

    def kill_in_each(self, prepare, most_of_each, *arguments):
        """Kills a scan of what prepare() made in up to so many of each of its calls."""
        prepare()
        known = self.calls_of(*arguments)
        expected = self.taraf.contents()
        kinds = set()
        for (call, path), count in sorted(known.items(), key=str):
            if path and ('.new-' in path.name or path.name.endswith(SHARED)):
                continue
            for when in sorted({1 + i * count // min(count, most_of_each) for i in range(min(count, most_of_each))}):
                with self.subTest(call=call, path=path, when=when, of=count):
                    prepare()
                    ended = self.taraf.run('rescan', *arguments, under=strace(f'{call}:signal=KILL:when={when}', paths=[path] if path else []))
                    if ended.returncode == 0:
                        continue  # the threads have shared the work in another way
                    kinds.add((call, path.name if path else None))
                    if self.taraf.database.exists():
                        self.assert_sound(self.taraf)
                    self.assert_ends_like(self.taraf, expected, *arguments)
        return kinds

    def test_of_reading(self):
        root = self.music([0])
        kinds = self.kill_in_each(lambda: shutil.rmtree(self.taraf.home, ignore_errors=True), 6, str(root), '--no-analysis')
        self.assertLessEqual({('pwrite64', 'library.db'), ('pwrite64', 'library.db-wal'), ('fdatasync', 'library.db'), ('fdatasync', 'library.db-wal'),
                              ('ftruncate', 'library.db-wal')}, kinds)

    def test_of_listening_and_indexing(self):
        root = self.music([0])
        self.taraf.json('rescan', str(root))
        (root / 'Extra').mkdir()
        shutil.copy2(tracks(self.music([1], 'more'))[0], root / 'Extra')
        self.taraf.json('rescan', '--no-analysis')
        self.taraf.home.rename(self.folder / 'read')

        def prepare():
            shutil.rmtree(self.taraf.home, ignore_errors=True)
            shutil.copytree(self.folder / 'read', self.taraf.home)
        kinds = self.kill_in_each(prepare, 2)
        self.assertLessEqual({('rename', None), ('pwrite64', 'library.db-wal'), ('fdatasync', 'library.db-wal')}, kinds)

    def test_between_writing_the_index_and_giving_it_its_name(self):
        root = self.music([0])
        self.taraf.json('rescan', str(root))
        shutil.copytree(self.music([1], 'more'), root / 'more')
        before = self.taraf.neighbours('-k', '2')
        for kill in ('fsync', 'rename', 'unlink'):
            with self.subTest(kill):
                ended = self.taraf.run('rescan', under=strace(f'{kill}:signal=KILL:when=1'))
                self.assertEqual(ended.returncode, 1)
                self.assertIn(b'signal 9', ended.stderr)
                self.assert_sound(self.taraf)
                self.assertTrue(list(self.taraf.home.rglob('vectors.taraf.new-*')), 'half of a file is left')
                if kill != 'unlink':  # which comes after the new index has its name
                    self.assertEqual(self.taraf.neighbours('-k', '2'), before, 'the index that was there still answers')
        self.assert_ends_like(self.taraf, self.undisturbed(root))
        shutil.rmtree(root / 'more')
        self.taraf.json('rescan')
        self.assertEqual(list(self.taraf.home.rglob('vectors.taraf.new-*')), [], 'and goes with the next index')

    def test_at_a_line_of_progress(self):
        root = self.music([0])
        expected = self.undisturbed(root)
        for when in (1, 2, 4, 8, 16):
            with self.subTest(when=when):
                shutil.rmtree(self.taraf.home, ignore_errors=True)
                ended = self.taraf.run('rescan', str(root), under=strace(f'write:signal=KILL:when={when}'))
                if when <= 2:
                    self.assertNotEqual(ended.returncode, 0)
                self.assert_sound(self.taraf)
                self.assert_ends_like(self.taraf, expected, str(root))


if __name__ == '__main__':
    unittest.main()
