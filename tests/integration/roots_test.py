"""Folders that are away, silent, doubled or oddly named: nothing is flagged that was not seen to be gone, and nothing is taken twice."""
import contextlib
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import time
import unicodedata
import unittest

from taraf import BIN, TarafTestCase, strace, tracks


class RootsCase(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.root = self.music([0, 1])
        self.count = len(tracks(self.root))
        self.album = tracks(self.root)[0].parent

    def rescan(self, *arguments, **more):
        return self.taraf.json('rescan', '--no-analysis', *map(str, arguments), **more)

    def paths(self, where='missing_since IS NULL'):
        return {row[0] for row in self.taraf.rows(f'SELECT path FROM files WHERE {where}')}

    def history(self):
        return self.taraf.rows('SELECT path, recording, first_seen, missing_since FROM files ORDER BY path')

    def age(self):
        """So that a date that is written anew is seen to be."""
        with contextlib.closing(sqlite3.connect(self.taraf.database)) as database, database:
            database.execute('UPDATE files SET first_seen = first_seen - 1000000')


class AwayTest(RootsCase):
    def test_a_folder_that_fails_to_be_read(self):
        self.rescan(self.root)
        before = self.history()
        for call in ('getdents64', 'openat'):
            with self.subTest(call):
                ended = self.taraf.run('rescan', under=strace(f'{call}:error=EIO', paths=[self.album]))
                self.assertEqual(ended.returncode, 0, ended.stderr)
                self.assertIn(os.fsencode(self.album) + b" can't be looked at", ended.stderr, 'the scan says so')
                self.assertEqual(self.history(), before)
        # A root as a whole, and half of a folder: what was listed before the error is no more the whole than nothing.
        for injection, path in (('openat:error=EIO', self.root), ('getdents64:error=EIO:when=2', self.album)):
            with self.subTest(injection):
                ended = self.taraf.run('rescan', '--no-analysis', under=strace(injection, paths=[path]))
                self.assertIn(os.fsencode(path), ended.stderr)
                self.assertEqual(self.history(), before)
        self.assertEqual(self.rescan()['unchanged'], self.count)

    def test_a_file_that_fails_to_be_read_is_tried_again(self):
        track = tracks(self.root)[0]
        ended = self.taraf.run('rescan', '--no-analysis', str(self.root), under=strace('openat:error=EIO', paths=[track]))
        self.assertEqual(ended.returncode, 3, ended.stderr)
        self.assertIn(os.fsencode(track) + b" can't be read", ended.stdout)
        result = self.rescan()
        self.assertEqual((result['added'], result['failed']), (1, []))

    def test_a_root_without_nine_tenths_of_its_files(self):
        source = tracks(self.root)[0]
        big = self.folder / 'big'
        for i in range(40):
            (big / f'{i // 4:02}').mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, big / f'{i // 4:02}' / f'{i}{source.suffix}')
        self.rescan(big)
        before = self.history()
        for i in range(9):
            shutil.rmtree(big / f'{i:02}')
        for _ in range(2):
            ended = self.taraf.run('rescan', '--no-analysis')
            self.assertEqual(ended.returncode, 0)
            self.assertIn(b'36 of the 40 files below ' + os.fsencode(big) + b' vanished', ended.stderr)
            self.assertEqual(self.history(), before)
        self.assertEqual(self.rescan('--vanished-is-gone')['missing'], 36, 'unless the user says so')

    def test_an_empty_mount_point(self):
        script = 'mount -t tmpfs none "$1" || exit 77; shift; exec "$@"'
        self.rescan(self.root)
        before = self.history()
        ended = self.alone(script, self.root, BIN / 'taraf', 'rescan', '--no-analysis')
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertIn(os.fsencode(self.root) + b' is empty', ended.stderr)
        self.assertEqual(self.history(), before)
        # Another drive, with something else on it.
        ended = self.alone('mount -t tmpfs none "$1" || exit 77; mkdir "$1/x"; cp "$2" "$1/x"; shift 2; exec "$@"',
                           self.root, tracks(self.music([2], 'other'))[0], BIN / 'taraf', 'rescan', '--no-analysis')
        self.assertIn(b'another drive', ended.stderr)
        self.assertEqual([row for row in self.history() if row[0] in {each[0] for each in before}], before)


class SilentTest(RootsCase):
    """strace keeps a call for a minute, as a network that is gone does. -D: the program stays the child of whoever starts it."""

    def start_silent(self, injection, path, *arguments):
        self.out = open(self.folder / 'out', 'w+b')
        self.addCleanup(self.out.close)
        scan = self.taraf.start('rescan', *arguments, stdout=self.out, stderr=self.out, under=strace(injection, paths=[path], more=['-D']))
        tracer = 0
        while scan.poll() is None and not tracer:
            status = pathlib.Path(f'/proc/{scan.pid}/status').read_text()
            tracer = int(next(line.split()[1] for line in status.splitlines() if line.startswith('TracerPid')))
        self.assertGreater(tracer, 0, self.said())
        self.addCleanup(self.let_go, tracer)
        return scan

    def let_go(self, tracer):
        """Without strace the call returns, and its process can end."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(tracer, signal.SIGKILL)

    def said(self):
        self.out.seek(0)
        return self.out.read()

    def assert_ends_while_it_hangs(self, scan, status):
        self.assertEqual(scan.wait(timeout=40), status, self.said())

    def test_a_folder_that_does_not_answer(self):
        self.rescan(self.root)
        before = self.history()
        for call, path in (('getdents64', self.album), ('newfstatat', self.root)):
            with self.subTest(call):
                scan = self.start_silent(f'{call}:delay_enter=60000000', path, '--patience', '1', '--no-analysis')
                self.assert_ends_while_it_hangs(scan, 0)
                self.assertIn(os.fsencode(path) + b' does not answer', self.said())
                self.assertEqual(self.history(), before)
                self.assertEqual(self.rescan()['unchanged'], self.count, 'and the lock is free, the library too')

    def test_control_c_while_a_folder_does_not_answer(self):
        self.rescan(self.root)
        scan = self.start_silent('getdents64:delay_enter=60000000', self.album, '--no-analysis')
        work = []
        self.wait_until(lambda: work.extend(self.children(scan.pid)) or work, 'it has begun')
        time.sleep(1)
        scan.send_signal(signal.SIGINT)
        self.assert_ends_while_it_hangs(scan, 1)
        self.assertIn(b'stopped', self.said())
        self.assertEqual(self.rescan()['unchanged'], self.count)

    def test_control_c_while_a_file_does_not_answer(self):
        track = tracks(self.root)[-1]
        scan = self.start_silent('openat:delay_enter=60000000', track, str(self.root), '--jobs', '2', '--no-analysis')
        self.wait_until(self.taraf.database.exists, 'it has begun')
        time.sleep(2)
        scan.send_signal(signal.SIGINT)
        self.assert_ends_while_it_hangs(scan, 1)
        self.assertIn(b'stopped', self.said())
        self.assert_sound(self.taraf)
        self.assert_ends_like(self.taraf, self.undisturbed(self.root, '--no-analysis'), '--no-analysis')


class NamesTest(RootsCase):
    def test_links_in_circles(self):
        (self.album / 'up').symlink_to(self.root)
        (self.root / 'self').symlink_to('self')
        (self.root / 'a').symlink_to('b')
        (self.root / 'b').symlink_to('a')
        outside = self.music([2], 'outside')
        (outside / 'back').symlink_to(self.root)
        (self.root / 'out').symlink_to(outside)
        ended = self.rescan(self.root)
        self.assertEqual((ended['added'], ended['failed']), (self.count + len(tracks(outside)), []))
        self.assertEqual(self.paths(), {os.fsencode(path) for path in tracks(self.root)} |
                         {os.fsencode(self.root / 'out' / path.relative_to(outside)) for path in tracks(outside)})
        self.assertEqual(self.rescan()['unchanged'], self.count + len(tracks(outside)))

    def test_the_same_folder_under_two_names(self):
        other = self.folder / 'other'
        other.symlink_to(self.root)
        self.assertEqual(self.rescan(self.root, other)['added'], self.count)
        self.assertEqual(self.rescan()['unchanged'], self.count)
        # The name that it was known by goes, as with a drive. What is there under the other one is the same music.
        before = self.recordings()
        other.unlink()
        self.root.rename(other)
        self.assertEqual(self.rescan()['missing'], 0)
        self.assertEqual(self.recordings(), before)
        self.taraf.json('library', 'remove', str(self.root))
        self.assertEqual(self.taraf.json('status')['tracks'], self.count)
        self.assertEqual(self.recordings(), before)

    def recordings(self):
        return self.taraf.rows('SELECT id, first_seen FROM recordings ORDER BY id')

    def test_a_folder_that_is_mounted_twice(self):
        twin = self.root / 'twin'
        twin.mkdir()
        script = 'mount --bind "$1" "$2" || exit 77; shift 2; "$@" && exec "$@"'
        ended = self.alone(script, self.album, twin, BIN / 'taraf', 'rescan', '--no-analysis', '--quiet', self.root)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertEqual(len(self.paths()), self.count, 'each file once')
        self.assertIn(b'%d unchanged' % self.count, ended.stdout)
        result = self.rescan()
        self.assertEqual(result['missing'], 0)
        self.assertEqual(len(self.paths()), self.count)

    def test_what_is_hidden_or_marked_stays_out(self):
        first, second = tracks(self.root)[0], tracks(self.root)[-1]
        hidden = self.root / '.hidden'
        hidden.mkdir()
        for target in (hidden / ('x' + first.suffix), first.with_name('.y' + first.suffix), first.with_name('._z' + first.suffix)):
            shutil.copyfile(first, target)
        (second.parent / '.nomedia').touch()
        left = self.count - len(tracks(second.parent))
        self.assertEqual(self.rescan(self.root)['added'], left)
        (second.parent / '.nomedia').unlink()
        self.assertEqual(self.rescan()['added'], self.count - left)
        before = self.history()
        (second.parent / '.nomedia').touch()
        self.assertEqual(self.rescan()['missing'], self.count - left)
        (second.parent / '.nomedia').unlink()
        self.rescan()
        self.assertEqual(self.history(), before, 'what comes back has its history')

    def test_names_of_every_kind(self):
        source = tracks(self.root)[0]
        composed = 'Sigur Rós — Ágætis byrjun'
        decomposed = unicodedata.normalize('NFD', composed)
        self.assertNotEqual(composed, decomposed)
        folder = os.fsencode(self.root)
        names = [composed.encode(), decomposed.encode(), b'\xff\xfe\x80', b'two\nlines', b'tab\tand \\ "quotes" \'', b'%41 ?#', b' ', b'-rf', b'a' * 240,
                 '\u202egnp'.encode(), '🎵'.encode(), b'\x01\x1b[31m']
        made = set()
        for i, name in enumerate(names):
            os.mkdir(folder + b'/' + name)
            path = folder + b'/' + name + b'/' + name[:200] + os.fsencode(source.suffix)
            shutil.copyfile(os.fsencode(source), path)
            made.add(path)
        result = self.rescan(self.root)
        self.assertEqual((result['added'], result['failed']), (self.count + len(names), []))
        self.assertLessEqual(made, self.paths())
        self.assertEqual(self.rescan()['unchanged'], self.count + len(names))
        # Each of them is found by its own name, renamed into another, and back.
        for path in made:
            os.rename(path, path + b'.away' + os.fsencode(source.suffix))
        result = self.rescan()
        self.assertEqual((result['moved'], result['added'], result['missing']), (len(names), 0, 0))
        for path in made:
            os.rename(path + b'.away' + os.fsencode(source.suffix), path)
        self.assertEqual(self.rescan()['moved'], len(names))
        self.assertLessEqual(made, self.paths())
        # A name in the other normal form is another file for the system, and for Taraf.
        os.rename(folder + b'/' + decomposed.encode(), folder + b'/gone')
        self.assertEqual(self.rescan()['moved'], 1)
        self.assertTrue([path for path in self.paths() if composed.encode() in path])

    def test_a_file_that_is_still_being_written_waits(self):
        self.rescan(self.root)
        content = tracks(self.music([2], 'other'))[0].read_bytes()
        target = self.root / ('new' + tracks(self.folder / 'other')[0].suffix)
        writer = subprocess.Popen(['python3', '-c', 'import sys, time\nwith open(sys.argv[1], "wb", 0) as to, open(sys.argv[2], "rb") as of:\n'
                                   ' content = of.read()\n for i in range(0, 200000, 1000):\n  to.write(content[i:i + 1000]); time.sleep(0.1)',
                                   target, tracks(self.folder / 'other')[0]])
        self.addCleanup(writer.wait)
        self.addCleanup(writer.kill)
        self.wait_until(lambda: target.exists() and target.stat().st_size > 0, 'it is being written')
        ended = self.taraf.run('rescan', '--no-analysis')
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertIn(os.fsencode(target) + b' is still being written', ended.stderr)
        self.assertNotIn(os.fsencode(target), self.paths('1'))
        writer.kill()
        writer.wait()
        target.write_bytes(content)
        result = self.rescan()
        self.assertEqual((result['added'], result['failed']), (1, []))


class HistoryTest(RootsCase):
    def test_moved_between_roots_keeps_the_date(self):
        other = self.music([2], 'other')
        self.rescan(self.root, other)
        self.age()
        before = {(recording, seen) for _, recording, seen, _ in self.history()}
        target = other / 'moved'
        self.album.rename(target)
        result = self.rescan()
        self.assertEqual((result['moved'], result['added'], result['missing']), (len(tracks(target)), 0, 0))
        self.assertEqual({(recording, seen) for _, recording, seen, _ in self.history()}, before)
        roots = dict(self.taraf.rows('SELECT path, id FROM roots'))
        self.assertEqual({row[0] for path in tracks(target) for row in self.taraf.rows('SELECT root FROM files WHERE path = ?', os.fsencode(path))},
                         {roots[os.fsencode(other)]})
        # Scanned one after the other, too: away first, and there later.
        away = self.folder / 'away'
        target.rename(away)
        self.assertEqual(self.rescan()['missing'], len(tracks(away)))
        away.rename(self.root / 'again')
        result = self.rescan()
        self.assertEqual((result['moved'], result['added']), (len(tracks(self.root / 'again')), 0))
        self.assertEqual({(recording, seen) for _, recording, seen, _ in self.history()}, before)

    def test_copied_twice_is_three_files_of_one_recording(self):
        self.rescan(self.root)
        self.age()
        before = dict((path, (recording, seen)) for path, recording, seen, _ in self.history())
        first, second = self.root / 'copy', self.root / 'another copy'
        count = len(tracks(self.album))
        shutil.copytree(self.album, first)
        shutil.copytree(self.album, second)
        result = self.rescan()
        self.assertEqual((result['added'], result['moved'], result['missing']), (2 * count, 0, 0))
        now = {path: (recording, seen) for path, recording, seen, _ in self.history()}
        self.assertEqual({path: now[path] for path in before}, before)
        for path in tracks(self.album):
            ids = {now[os.fsencode(folder / path.name)][0] for folder in (self.album, first, second)}
            self.assertEqual(len(ids), 1)
        # The first goes: the others stay what they are, and are moved by nobody.
        shutil.rmtree(self.album)
        result = self.rescan()
        self.assertEqual((result['missing'], result['moved'], result['added']), (count, 0, 0))
        answers = self.taraf.json('status')
        self.assertEqual(answers['tracks'], self.count)

    def test_what_is_touched_or_tagged_anew_keeps_its_date(self):
        self.rescan(self.root)
        self.age()
        before = [row[:3] for row in self.history()]
        for path in tracks(self.root):
            os.utime(path, (1e9, 1e9))
        self.assertEqual(self.rescan()['updated'], self.count)
        self.assertEqual([row[:3] for row in self.history()], before)


if __name__ == '__main__':
    unittest.main()
