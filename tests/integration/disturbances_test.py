"""Full disks, homes that can't be written, libraries that are locked or damaged, clocks that jump: said clearly, and nothing is lost."""
import contextlib
import os
import random
import shutil
import sqlite3
import threading
import unittest

from taraf import BIN, Taraf, TarafTestCase, strace, tracks


class DisksTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.root = self.music([0])

    def assert_refused(self, ended, *words):
        self.assertEqual(ended.returncode, 1, ended.stderr)
        for word in words:
            self.assertIn(word, ended.stderr)

    def test_a_disk_that_is_full_from_some_write_on(self):
        expected = self.undisturbed(self.root, '--no-analysis')
        refused = 0
        for when in (1, 2, 5, 20, 60, 61, 80, 100, 140):
            for paths in ([self.taraf.database], [f'{self.taraf.database}-wal']):
                with self.subTest(when=when, paths=paths):
                    shutil.rmtree(self.taraf.home, ignore_errors=True)
                    ended = self.taraf.run('rescan', str(self.root), '--no-analysis', under=strace(f'pwrite64:error=ENOSPC:when={when}+', paths=paths))
                    if ended.returncode != 0:
                        refused += 1
                        self.assert_refused(ended, os.fsencode(self.taraf.database), b'disk is full')
                    self.assert_sound(self.taraf)
                    self.assert_ends_like(self.taraf, expected, str(self.root), '--no-analysis')
        self.assertGreaterEqual(refused, 6)

    def test_a_disk_that_is_full_for_what_is_heard_or_indexed(self):
        expected = self.undisturbed(self.root)
        wal = f'{self.taraf.database}-wal'
        for injection, paths, named in (('pwrite64:error=ENOSPC:when=3+', [wal], self.taraf.database), ('fdatasync:error=EIO', [wal], self.taraf.database),
                                        ('fsync:error=ENOSPC', [], 'vectors.taraf'), ('rename:error=ENOSPC', [], 'vectors.taraf')):
            with self.subTest(injection):
                shutil.rmtree(self.taraf.home, ignore_errors=True)
                self.taraf.json('rescan', str(self.root), '--no-analysis')
                ended = self.taraf.run('rescan', under=strace(injection, paths=paths))
                self.assert_refused(ended, os.fsencode(named))
                self.assert_sound(self.taraf)
                self.assertEqual(list(self.taraf.home.rglob('*.new-*')), [], 'half of a file is taken away')
                self.assert_ends_like(self.taraf, expected)

    def test_a_file_system_that_is_too_small(self):
        self.taraf.json('rescan', str(self.root))
        other, more = self.folder / 'small', self.music([1], 'more')
        other.mkdir()
        expected = self.undisturbed(self.root, more)
        for room in (0, 8, 64, 200):  # KiB for what is new
            with self.subTest(room=room):
                shrink = f'mount -o "remount,size=$(($(df -k --output=used "$place" | tail -n 1) + {room}))k" "$place"'
                ended = self.mounted(other, shrink, 'rescan', str(more))
                self.assertNotIn(b'signal', ended.stderr)
                self.assert_refused(ended, os.fsencode(other), b'full')
                # What it left is looked at on a larger disk.
                left = Taraf((self.folder / 'saved').rename(self.folder / f'saved-{room}'))
                self.assert_sound(left)
                self.assert_ends_like(left, expected, str(more))

    def mounted(self, place, change, *arguments):
        """A command on a file system of its own with what this home has, after a change to it; what it leaves is saved."""
        script = ('place=$1 change=$2 from=$3 save=$4; shift 4; mount -t tmpfs -o size=32m none "$place" && cp -a "$from/." "$place" &&'
                  ' eval "$change" || exit 77; TARAF_HOME=$place "$@"; status=$?; cp -a "$place" "$save"; exit $status')
        return self.alone(script, place, change, self.taraf.home, self.folder / 'saved', BIN / 'taraf', *arguments)

    def test_a_home_that_may_only_be_read(self):
        self.taraf.json('rescan', str(self.root))
        before = self.taraf.json('similar', str(tracks(self.root)[0]))['results']
        for path in self.taraf.home.glob('library.db-*'):  # as on a medium that was written elsewhere
            path.unlink()
        place = self.folder / 'place'
        place.mkdir()
        for arguments in (('rescan',), ('rescan', '--no-analysis'), ('library', 'exclude', 'x'), ('library', 'backup'), ('watch',)):
            with self.subTest(arguments):
                ended = self.mounted(place, 'mount -o remount,ro "$place"', *arguments)
                self.assert_refused(ended, os.fsencode(place))
                shutil.rmtree(self.folder / 'saved')
        for arguments in (('status',), ('similar', str(tracks(self.root)[0]), '--json'), ('neighbours', '-k', '2')):
            with self.subTest(arguments):
                ended = self.mounted(place, 'mount -o remount,ro "$place"', *arguments)
                self.assertEqual(ended.returncode, 0, ended.stderr)
                shutil.rmtree(self.folder / 'saved')
        self.assertEqual(self.taraf.json('similar', str(tracks(self.root)[0]))['results'], before)

    def test_a_home_that_has_become_read_only(self):
        self.taraf.json('rescan', str(self.root))
        expected = self.taraf.contents()
        for call in ('openat:error=EROFS', 'openat:error=EACCES', 'openat:error=EMFILE'):
            for path in ('rescan.lock', 'library.db', 'library.db-wal', 'library.db.checkpoint'):
                with self.subTest(call=call, path=path):
                    ended = self.taraf.run('rescan', under=strace(call, paths=[self.taraf.home / path]))
                    self.assert_refused(ended, os.fsencode(self.taraf.home))
        self.assertEqual(self.taraf.contents(), expected)


class LibrariesTest(TarafTestCase):
    """Locked by others, and damaged."""

    def setUp(self):
        super().setUp()
        self.root = self.music([0])
        self.taraf.json('rescan', str(self.root))

    @contextlib.contextmanager
    def held(self, how):
        with contextlib.closing(sqlite3.connect(self.taraf.database, isolation_level=None, check_same_thread=False)) as database:
            database.execute(f'BEGIN {how}')
            yield database

    def test_another_program_writes_for_a_moment(self):
        shutil.copytree(self.music([1], 'more'), self.root / 'more')
        for how in ('IMMEDIATE', 'EXCLUSIVE'):
            with self.held(how) as database:
                release = threading.Timer(2, lambda: database.execute('ROLLBACK'))
                release.start()
                ended = self.taraf.run('rescan', '--no-analysis', '--json')
                self.assertEqual(ended.returncode, 0, ended.stderr)
                release.join()
            shutil.rmtree(self.root / 'more', ignore_errors=True)

    def test_another_program_keeps_the_library_locked(self):
        shutil.copytree(self.music([1], 'more'), self.root / 'more')
        before = self.taraf.contents()
        with self.held('EXCLUSIVE'):
            self.assertEqual(self.taraf.json('status')['tracks'], len(before[0]), 'who only reads is not kept waiting')
            ended = self.taraf.run('rescan')
        self.assertEqual(ended.returncode, 1, ended.stderr)
        self.assertIn(os.fsencode(self.taraf.database), ended.stderr)
        self.assertIn(b'another program', ended.stderr)
        self.assertEqual(self.taraf.contents(), before)
        self.assert_ends_like(self.taraf, self.undisturbed(self.root))

    def test_an_index_that_is_open_elsewhere(self):
        # Who has the files mapped goes on with what was there.
        shutil.copytree(self.music([1], 'more'), self.root / 'more')
        vectors = self.taraf.home / 'cache' / 'index' / 'vectors.taraf'
        with open(vectors, 'rb') as held, self.held('DEFERRED') as reader:
            before, rows = vectors.read_bytes(), reader.execute('SELECT count(*) FROM files').fetchone()
            self.taraf.json('rescan')
            self.assertEqual(held.read(), before)
            self.assertNotEqual(vectors.read_bytes(), before)
            self.assertEqual(reader.execute('SELECT count(*) FROM files').fetchone(), rows)
        self.assert_ends_like(self.taraf, self.undisturbed(self.root))

    def test_pages_that_are_noise(self):
        self.taraf.json('library', 'check')
        sound = self.taraf.home.rename(self.folder / 'sound')
        dice = random.Random(8)
        track = str(tracks(self.root)[0])
        commands = [('status',), ('similar', track), ('radio', track), ('neighbours', '-k', '2'), ('library', 'review'),
                    ('library', 'exclude'), ('library', 'backup'), ('rescan', '--no-analysis'), ('rescan',)]
        pages = (sound / 'library.db').stat().st_size // 4096
        refused = 0
        for page in dice.sample(range(1, pages), 12):
            shutil.rmtree(self.taraf.home, ignore_errors=True)
            shutil.copytree(sound, self.taraf.home)
            with open(self.taraf.database, 'r+b') as file:
                file.seek(page * 4096)
                file.write(dice.randbytes(4096))
            with self.subTest(page=page):
                found = self.taraf.run('library', 'check')
                self.assertEqual(found.returncode, 1)
                self.assertIn(os.fsencode(self.taraf.database), found.stdout + found.stderr)
                for arguments in commands:
                    ended = self.taraf.run(*arguments)
                    self.assertIn(ended.returncode, (0, 1), (arguments, ended.stderr))
                    self.assertNotIn(b'signal', ended.stderr)
                    if ended.returncode == 1:
                        refused += 1
                        self.assertIn(os.fsencode(self.taraf.home), ended.stderr, arguments)
        self.assertGreater(refused, 12)


class ClocksTest(TarafTestCase):
    def at(self, time, *arguments):
        """A scan while the clock says so. What files say of themselves, and what measures durations, is left as it is."""
        return self.taraf.json('rescan', '--no-analysis', *arguments, under=['faketime', time],
                               env={'NO_FAKE_STAT': '1', 'FAKETIME_DONT_FAKE_MONOTONIC': '1', 'DONT_FAKE_MONOTONIC': '1'})

    @unittest.skipIf(os.environ.get('TARAF_SANITIZE'), 'libfaketime and the sanitizers both want to be loaded first')
    def test_the_clock_jumps(self):
        root = self.music([0])
        files = tracks(root)
        os.utime(files[0], (4e9, 4e9))   # 2096
        os.utime(files[1], (-4e8, -4e8))  # 1957
        count = len(files)
        self.assertEqual(self.at('2035-01-01 12:00:00', str(root))['added'], count)
        seen = self.taraf.rows('SELECT path, recording, first_seen FROM files ORDER BY path')
        self.assertEqual({row[2] // 31557600 for row in seen}, {65}, 'the clock was believed')
        for time in ('2025-06-01 12:00:00', '1980-01-01 12:00:00', '1969-12-31 12:00:00', '2100-01-01 12:00:00'):
            result = self.at(time)
            self.assertEqual((result['unchanged'], result['added'] + result['updated'] + result['missing']), (count, 0), time)
        # What comes and goes while the clock is wrong is found as ever.
        album = self.folder / 'away'
        files[0].parent.rename(album)
        gone = len(tracks(album))
        self.assertEqual(self.at('1980-01-01 12:00:00')['missing'], gone)
        album.rename(files[0].parent)
        result = self.at('2035-01-01 12:00:00')
        self.assertEqual((result['missing'], result['added'], result['updated']), (0, 0, gone))
        self.assertEqual(self.taraf.rows('SELECT path, recording, first_seen FROM files ORDER BY path'), seen)
        self.assertEqual(self.taraf.json('rescan', '--no-analysis')['unchanged'], count)
        self.assert_sound(self.taraf)

    def test_files_from_the_future_are_read_once(self):
        root = self.music([0])
        for i, path in enumerate(tracks(root)):
            os.utime(path, ns=(((1 << 33) + i) * 10**9, ((1 << 33) + i) * 10**9) if i % 2 else (-i - 1, -i - 1))
        self.assertEqual(self.taraf.json('rescan', str(root), '--no-analysis')['added'], len(tracks(root)))
        self.assertEqual(self.taraf.json('rescan', '--no-analysis')['unchanged'], len(tracks(root)))


if __name__ == '__main__':
    unittest.main()
