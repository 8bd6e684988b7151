"""Tuning: a network is trained on the collection, judged, used, and put away; also when somebody pulls the plug."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

import taraf
from taraf import TarafTestCase, end, program


class Tune(TarafTestCase):
    STEPS = '6'

    @classmethod
    def setUpClass(cls):
        """The demo is scanned once; each test begins with a copy of what that gave, and changes no music."""
        cls.scanned = pathlib.Path(tempfile.mkdtemp(prefix='taraf-test-'))
        cls.addClassCleanup(shutil.rmtree, cls.scanned, ignore_errors=True)
        cls.folder_of_music = cls.scanned / 'music'
        shutil.copytree(taraf.DEMO, cls.folder_of_music)
        taraf.Taraf(cls.scanned / 'home').json('rescan', str(cls.folder_of_music))

    def setUp(self):
        super().setUp()
        shutil.copytree(self.scanned / 'home', self.taraf.home)
        self.count = self.taraf.rows('SELECT count(*) FROM recordings')[0][0]

    def tune(self, *more, **options):
        return self.taraf.json('tune', '--steps', self.STEPS, '--seed', '3', *more, **options)

    def in_use(self):
        rows = self.taraf.rows("SELECT value FROM settings WHERE key = 'model.network'")
        return rows[0][0] if rows else ''

    def vectors(self):
        """The published ones: what everybody gets."""
        return self.taraf.neighbours('-k', '5', '--index', 'exact')

    def numbers(self, network):
        return dict(self.taraf.rows('SELECT v.recording, v.content FROM network_vectors v JOIN networks n ON n.id = v.network WHERE n.hash = ?', network))

    def assert_whole(self):
        """Old or new, and nothing between: every recording has a vector by the map of the index, and a question from outside is answered by it."""
        self.assert_sound(self.taraf)
        model = self.taraf.json('model')
        self.assertIn((model['generation'],), self.taraf.rows('SELECT hash FROM maps'))
        self.assertEqual(model['index']['size'], self.count)
        outside = self.folder / 'outside.flac'
        shutil.copy(next(iter(taraf.tracks(self.folder_of_music))), outside)
        self.assertTrue(self.taraf.json('similar', str(outside))['results'])

    def test_switches_over_and_back_and_over_again(self):
        untuned = self.vectors()
        self.assertIsNone(self.taraf.json('model')['tuned'])
        tuned = self.tune('--force')
        self.assertEqual(tuned['outcome'], 'switched')
        self.assertEqual(tuned['trained_on'], self.count)  # what was held out to judge is trained on in the end
        self.assertGreater(tuned['held_out'], 0)
        self.assertEqual(len(self.numbers(tuned['network'])), self.count)
        self.assertEqual(self.in_use(), tuned['network'])
        model = self.taraf.json('model')
        self.assertTrue(model['tuned']['in_use'])
        self.assertEqual(model['tuned']['seed'], 3)
        self.assertEqual(model['tuned']['report']['figures'], tuned['figures'])
        self.assert_whole()
        after = self.vectors()
        self.assertFalse((self.taraf.home / 'cache/tuning.checkpoint').exists())

        self.assertEqual(self.tune('--undo')['outcome'], 'switched')
        self.assertEqual(self.in_use(), '')
        self.assertEqual(self.vectors(), untuned)
        self.assertEqual(self.tune('--undo')['outcome'], 'unchanged')
        self.assertFalse(self.taraf.json('model')['tuned']['in_use'])

        self.assertEqual(self.taraf.json('model', '--use', 'tuned')['outcome'], 'switched')
        self.assertEqual(self.in_use(), tuned['network'])
        self.assertEqual(self.vectors(), after)
        self.assert_whole()
        # The same again is the same network: same seed, same tracks.
        self.assertEqual(self.tune('--force')['network'], tuned['network'])

    def test_a_network_that_is_not_better_is_thrown_away(self):
        before = self.vectors()
        result = self.taraf.json('tune', '--steps', '1')
        self.assertEqual(result['outcome'], 'not better')
        self.assertTrue(result['figures'])
        self.assertEqual(self.taraf.rows('SELECT count(*) FROM networks'), [(0,)])
        self.assertEqual(self.in_use(), '')
        self.assertEqual(self.vectors(), before)
        said = self.taraf.run('tune', '--steps', '1')
        self.assertEqual(said.returncode, 0)
        self.assertIn(b'nothing was changed', said.stdout)

    def test_new_tracks_get_their_numbers_too(self):
        tuned = self.tune('--force')
        # Other music than there is: the same, cut short.
        source = taraf.tracks(self.folder_of_music)[0]
        more = self.folder / 'more'
        more.mkdir()
        cut = lambda name, start: subprocess.run(['ffmpeg', '-v', 'error', '-ss', start, '-i', source, '-t', '25', more / name], check=True)
        cut('new.flac', '5')
        self.assertEqual(self.taraf.json('rescan', str(more))['analysed'], 1)
        self.count += 1
        self.assertEqual(len(self.numbers(tuned['network'])), self.count)
        self.assert_whole()
        # Added while the network was put away, it gets its numbers when that comes back.
        self.tune('--undo')
        cut('newer.flac', '10')
        self.taraf.json('rescan')
        self.count += 1
        self.assertEqual(len(self.numbers(tuned['network'])), self.count - 1)
        self.assertEqual(self.taraf.json('model', '--use', 'tuned')['listened'], 1)
        self.assertEqual(len(self.numbers(tuned['network'])), self.count)
        self.assert_whole()

    def worker(self, running):
        found = [pid for pid in self.children(running.pid) if program(pid) == 'taraf-work']
        return found[0] if found else None

    def test_goes_on_after_a_kill_or_a_stop_in_training(self):
        checkpoint = self.taraf.home / 'cache/tuning.checkpoint'
        command = ['tune', '--steps', '40', '--seed', '3', '--force', '--json']
        undisturbed = taraf.Taraf(self.folder / 'undisturbed')
        shutil.copytree(self.taraf.home, undisturbed.home)
        before = self.vectors()
        for stop in (signal.SIGKILL, signal.SIGINT):
            checkpoint.unlink(missing_ok=True)
            running = self.taraf.start(*command)
            self.wait_until(checkpoint.exists, 'a checkpoint', 120)
            if stop == signal.SIGKILL:
                os.kill(self.worker(running), signal.SIGKILL)
            else:
                running.send_signal(stop)
            out, err = running.communicate(timeout=60)
            self.assertEqual(running.returncode, 1, err)
            self.assertEqual(self.in_use(), '')
            self.assertEqual(self.vectors(), before)
            self.assert_whole()
        resumed = json.loads(self.taraf.run(*command).stdout)
        self.assertGreaterEqual(resumed['resumed_at'], 10)
        self.assertEqual(resumed['network'], undisturbed.json(*command[:-1])['network'])

    def test_who_reads_sees_old_or_new_whatever_is_killed(self):
        self.tune('--force')
        self.tune('--undo')
        # The switch-over takes a second or so: killed a little later each time.
        for wait in (0.0, 0.1, 0.2, 0.4, 0.8):
            running = self.taraf.start('model', '--use', 'tuned', stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.wait_until(lambda: self.worker(running) or running.poll() is not None, 'the job has started')
            time.sleep(wait)
            pid = self.worker(running)
            if pid:
                os.kill(pid, signal.SIGKILL)
            end(running)
            self.wait_until(lambda: not self.children(running.pid), 'the job has ended')
            self.assert_whole()
            self.taraf.json('rescan')
            self.assert_whole()
            self.assertEqual(self.taraf.json('model')['tuned']['in_use'], bool(self.in_use()))
            self.tune('--undo')

    def test_says_what_can_not_be_done(self):
        empty = taraf.Taraf(self.folder / 'empty')
        ended = empty.run('tune')
        self.assertEqual(ended.returncode, 1)
        self.assertIn(b'taraf rescan', ended.stderr)
        ended = self.taraf.run('model', '--use', 'tuned')
        self.assertEqual(ended.returncode, 1)
        self.assertIn(b'taraf tune', ended.stderr)
        self.assertEqual(self.taraf.run('tune', '--device', 'abacus').returncode, 2)


if __name__ == '__main__':
    unittest.main()
