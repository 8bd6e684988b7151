"""`taraf watch`: sees what comes, changes and goes, outlives its scans, and ends without a trace."""
import os
import pathlib
import shutil
import signal
import sqlite3
import time
import unittest

from taraf import TarafTestCase, program, tracks


class WatchTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.root = self.music([0])
        self.out = open(self.folder / 'out', 'w+b')
        self.addCleanup(self.out.close)

    def start_watch(self, *arguments):
        watch = self.taraf.start('watch', *map(str, arguments), stdout=self.out, stderr=self.out)
        self.addCleanup(watch.wait)
        self.addCleanup(watch.kill)
        return watch

    def known(self):
        """The files that are there, as the library has them by now."""
        try:
            return {os.fsdecode(row[0]) for row in self.taraf.rows('SELECT path FROM files WHERE missing_since IS NULL AND recording IS NOT NULL')}
        except sqlite3.OperationalError:  # there is none yet
            return set()

    def wait_for(self, *folders):
        """Until exactly the files below these folders are known, and heard."""
        def is_there():
            wanted = {str(path) for folder in folders for path in tracks(folder)}
            return self.known() == wanted and self.taraf.rows(
                'SELECT count(*) FROM files f WHERE missing_since IS NULL AND NOT EXISTS (SELECT 1 FROM descriptors d WHERE d.recording = f.recording)') == [(0,)]
        self.wait_until(is_there, 'the change is seen')

    def end(self, watch):
        below = self.children(watch.pid)
        watch.send_signal(signal.SIGINT)
        self.assertEqual(watch.wait(timeout=60), 0)
        self.assert_all_end(below)

    def test_sees_what_people_do(self):
        self.taraf.json('rescan', str(self.root))
        watch = self.start_watch()
        more = self.music([1], 'more')
        # Copied file by file, as slowly as from a stick.
        new = self.root / 'new'
        for path in tracks(more):
            target = new / path.relative_to(more)
            target.parent.mkdir(parents=True, exist_ok=True)
            content = path.read_bytes()
            with open(target, 'wb', 0) as file:
                for part in range(4):
                    file.write(content[part * len(content) // 4:(part + 1) * len(content) // 4])
                    time.sleep(0.1)
        self.wait_for(self.root)
        self.assertEqual(self.taraf.rows('SELECT count(*) FROM files WHERE failure_code IS NOT NULL'), [(0,)], 'no half of a file was taken')
        recordings = self.taraf.rows('SELECT recording FROM files ORDER BY 1')
        renamed = new.rename(self.root / 'renamed')
        self.wait_for(self.root)
        self.assertEqual(self.taraf.rows('SELECT recording FROM files ORDER BY 1'), recordings)
        shutil.rmtree(renamed)
        self.wait_for(self.root)
        # A folder that somebody else makes known is watched from then on.
        other = self.music([4], 'other')
        self.wait_until(lambda: self.taraf.run('rescan', str(other)).returncode == 0, 'the watch is between two scans')
        for path in tracks(more)[:2]:
            shutil.copy2(path, other)
            self.wait_for(self.root, other)
        self.assertIn(b' moved', self.said())
        self.end(watch)
        self.assert_sound(self.taraf)
        self.assertEqual(self.taraf.json('rescan')['unchanged'], len(tracks(self.root)) + len(tracks(other)), 'it has left nothing to do')

    def said(self):
        return (self.folder / 'out').read_bytes()

    def test_outlives_its_scan(self):
        watch = self.start_watch(self.root)
        # The one that makes the folder known, and one after a change.
        self.wait_until(lambda: self.known() and self.kill_scan(watch), 'it scans')
        self.wait_until(lambda: self.said().count(b'signal 9') == 1, 'it says so')
        self.wait_for(self.root)
        shutil.copytree(self.music([1], 'more'), self.root / 'more')
        self.wait_until(lambda: self.kill_scan(watch), 'it scans')
        self.wait_until(lambda: self.said().count(b'signal 9') == 2, 'it says so')
        shutil.copytree(self.music([2], 'still more'), self.root / 'still more')
        self.wait_for(self.root)
        self.end(watch)
        self.assert_ends_like(self.taraf, self.undisturbed(self.root))

    def kill_scan(self, watch):
        """The scan is a child of the one that watches, which is a child of ours."""
        for pid in self.children(watch.pid):
            try:
                if program(pid) == 'taraf-work' and b'\0rescan\0' in pathlib.Path(f'/proc/{pid}/cmdline').read_bytes():
                    os.kill(pid, signal.SIGKILL)
                    return True
            except OSError:
                pass
        return False

    def test_one_watches_at_a_time(self):
        self.taraf.json('rescan', str(self.root), '--no-analysis')
        watch = self.start_watch()
        self.wait_for(self.root)
        second = self.taraf.run('watch', timeout=60)
        self.assertEqual(second.returncode, 1)
        self.assertIn(b'watched already', second.stderr)
        # kill -9 leaves nobody who watches on, and no lock.
        below = self.children(watch.pid)
        watch.kill()
        self.assert_all_end(below)
        before = len(self.said())
        again = self.start_watch()
        shutil.copytree(self.music([1], 'more'), self.root / 'more')
        self.wait_for(self.root)
        self.assertNotIn(b'already', self.said()[before:])
        self.end(again)

    def test_ends_in_the_midst_of_a_scan(self):
        watch = self.start_watch(self.music([2], 'another'))
        self.wait_until(lambda: 'taraf-probe' in map(program, self.children(watch.pid)), 'it reads')
        self.end(watch)
        self.assert_sound(self.taraf)
        self.assert_ends_like(self.taraf, self.undisturbed(self.folder / 'another'))


if __name__ == '__main__':
    unittest.main()
