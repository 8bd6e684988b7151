"""Ctrl-C, kill -9, two at once, damage: nothing is lost, and the next scan ends as an undisturbed one does."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

from taraf import BIN, Taraf, TarafTestCase, end, tracks


class InterruptionsTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.root = self.music([0, 1, 2])

    def test_a_probe_that_is_killed_costs_no_track(self):
        scan = self.taraf.start('rescan', str(self.root), '--jobs', '1', '--json')
        killed = 0
        while scan.poll() is None and killed < 3:
            for pid in self.children(scan.pid):
                try:
                    if pathlib.Path(f'/proc/{pid}/exe').resolve().name == 'taraf-probe':
                        os.kill(pid, signal.SIGKILL)
                        killed += 1
                        time.sleep(0.4)  # the file gets its second chance
                except OSError:
                    continue
        out, _ = scan.communicate(timeout=120)
        self.assertGreater(killed, 0)
        self.assertEqual(json.loads(out)['failed'], [])
        self.assertEqual(self.taraf.contents(), self.undisturbed(self.root))

    def test_a_job_whose_starter_is_gone_does_nothing(self):
        ended = subprocess.run([BIN / 'taraf-work', 'rescan', self.root], env={**self.taraf.environment, 'TARAF_JOB_PARENT': '1'}, capture_output=True)
        self.assertEqual((ended.returncode, ended.stdout), (1, b''))
        self.assertFalse(self.taraf.database.exists())

    def test_control_c_keeps_what_is_done(self):
        scan = self.taraf.start('rescan', str(self.root), '--jobs', '1')
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            time.sleep(0.1)
            if self.taraf.database.exists():
                try:
                    if self.taraf.rows('SELECT count(*) FROM descriptors')[0][0] > 0:
                        break
                except sqlite3.OperationalError:
                    continue
        begun = time.monotonic()
        scan.send_signal(signal.SIGINT)
        _, err = scan.communicate(timeout=60)
        self.assertLess(time.monotonic() - begun, 10)
        self.assertEqual(scan.returncode, 1)
        self.assertIn(b'stopped', err)
        self.assert_sound(self.taraf)
        done = self.taraf.rows('SELECT count(*) FROM descriptors')[0][0]
        self.assertGreater(done, 0)
        result = self.taraf.json('rescan')
        self.assertEqual(result['analysed'], len(tracks(self.root)) - done)
        self.assertEqual(self.taraf.contents(), self.undisturbed(self.root))

    def test_one_rescan_at_a_time(self):
        first = self.taraf.start('rescan', str(self.root), '--jobs', '1')
        lock = self.taraf.home / 'rescan.lock'
        while not lock.exists():
            time.sleep(0.02)
        time.sleep(0.1)
        second = self.taraf.run('rescan', str(self.root))
        self.assertEqual(second.returncode, 1)
        self.assertIn(b'another rescan', second.stderr)
        first.communicate()
        self.assertEqual(first.returncode, 0)

    def test_the_cache_is_rebuilt(self):
        self.taraf.json('rescan', str(self.root))
        before = self.taraf.neighbours('-k', '3')
        shutil.rmtree(self.taraf.home / 'cache')
        ended = self.taraf.run('similar', str(tracks(self.root)[0]))
        self.assertEqual(ended.returncode, 1)
        self.assertIn(b'taraf rescan', ended.stderr)
        self.assertEqual(self.taraf.json('rescan')['analysed'], 0)
        self.assertEqual(self.taraf.neighbours('-k', '3'), before)

    def test_damaged_index_files(self):
        self.taraf.json('rescan', str(self.root))
        before = self.taraf.neighbours('-k', '3')
        for path in [each for each in (self.taraf.home / 'cache').rglob('*') if each.is_file()]:
            path.write_bytes(os.urandom(4096))
        ended = self.taraf.run('similar', str(tracks(self.root)[0]))
        self.assertEqual(ended.returncode, 1)
        self.assertTrue(ended.stderr.startswith(b'taraf: '), ended.stderr)
        self.taraf.json('rescan')
        self.assertEqual(self.taraf.neighbours('-k', '3'), before)

    def test_a_damaged_or_newer_library_is_refused_and_left_alone(self):
        self.taraf.json('rescan', str(self.root), '--no-analysis')
        for damage in (b'this is no database' * 100, None):
            other = Taraf(self.folder / 'damaged')
            shutil.rmtree(other.home, ignore_errors=True)
            shutil.copytree(self.taraf.home, other.home)
            if damage:
                other.database.write_bytes(damage)
            else:
                with contextlib.closing(sqlite3.connect(other.database)) as database:
                    database.execute('PRAGMA user_version = 9999')
                    database.commit()
            before = other.database.read_bytes()
            for arguments in (('rescan',), ('status',), ('similar', str(tracks(self.root)[0]))):
                ended = other.run(*arguments)
                self.assertEqual(ended.returncode, 1, arguments)
                self.assertIn(os.fsencode(other.database), ended.stderr)
            self.assertEqual(other.database.read_bytes(), before)

    def test_a_home_that_cannot_be_written(self):
        self.taraf.home.write_text('a file where the home should be')
        ended = self.taraf.run('rescan', str(self.root))
        self.assertEqual(ended.returncode, 1)
        self.assertIn(os.fsencode(self.taraf.home), ended.stderr)

    def test_asking_while_a_scan_is_under_way(self):
        self.taraf.json('rescan', str(self.root))
        more = self.music([3, 4], 'more')
        scan = self.taraf.start('rescan', str(more))
        asked = 0
        while scan.poll() is None:
            results = self.taraf.json('similar', str(tracks(self.root)[0]), '-n', '5')['results']
            self.assertEqual(len(results), 5)
            asked += 1
        scan.communicate()
        self.assertEqual(scan.returncode, 0)
        self.assertGreater(asked, 3)


if __name__ == '__main__':
    unittest.main()
