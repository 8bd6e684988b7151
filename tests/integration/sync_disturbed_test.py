"""Sharing through disturbances: backups put back on either side, copies, and lines that are cut."""
import random
import signal
import subprocess
import threading
import time
import unittest

from household import Device, SyncTestCase, hear, rate, setUpModule  # noqa: F401
from postgres import Line
from taraf import BIN


class BackupTest(SyncTestCase):
    def test_an_older_library_is_put_back(self):
        self.init('anna')
        one, two = self.device('one'), self.device('two')
        one.hear((100, 'a', 1))
        one.json('sync')
        one.json('library', 'backup', str(self.folder / 'copy.db'))
        one.hear((200, 'b', 1))
        one.rate('Nina', 5)
        one.json('sync')
        two.hear((300, 'c', 1))
        two.json('sync')
        one.json('library', 'restore', str(self.folder / 'copy.db'))
        self.assertEqual(len(one.plays()), 1)
        one.hear((400, 'd', 1))
        self.assertTrue(one.json('sync')['started_over'])
        two.json('sync')
        self.assertEqual([play[1] for play in one.plays()], [100, 200, 300, 400])
        self.assert_same(one, two)
        self.assertFalse(one.json('sync')['started_over'])

    def test_a_copied_library_becomes_a_device_of_its_own(self):
        self.init('anna')
        one = self.device('one')
        one.hear((100, 'a', 1))
        one.json('sync')
        one.json('library', 'backup', str(self.folder / 'copy.db'))
        clone = Device(self.folder / 'clone')
        clone.home.mkdir()
        (self.folder / 'copy.db').rename(clone.database)
        one.hear((200, 'b', 1))
        clone.hear((300, 'c', 1))
        over = [device.json('sync')['started_over'] for device in (one, clone, one, clone, one)]
        self.assertEqual(over.count(True), 1)
        self.assert_same(one, clone)
        self.assertNotEqual(one.rows('SELECT device FROM sharing'), clone.rows('SELECT device FROM sharing'))

    def test_an_older_server_is_put_back(self):
        self.init('anna')
        one, two = self.device('one'), self.device('two')
        one.hear((100, 'a', 1), (150, 'b', 1))
        one.json('sync')
        two.json('sync')
        dump = self.folder / 'dump'
        with open(dump, 'wb') as file:
            subprocess.run(['pg_dump', '-h', self.cluster.folder, '-p', str(self.cluster.port), '-U', 'postgres', '-Fc', self.name], stdout=file, check=True)
        two.hear((200, 'c', 1))
        one.hear((150, 'b', 7))
        one.rate('Nina', 5)
        for device in (one, two, one):
            device.json('sync')
        self.cluster.psql('postgres', f'DROP DATABASE {self.name} WITH (FORCE)')
        self.cluster.psql('postgres', f'CREATE DATABASE {self.name}')
        subprocess.run(['pg_restore', '-h', self.cluster.folder, '-p', str(self.cluster.port), '-U', 'postgres', '-d', self.name, dump], check=True)
        self.assertEqual(len(self.server_plays()), 2)
        two.hear((300, 'd', 1))
        self.assertTrue(two.json('sync')['started_over'])
        self.assertTrue(one.json('sync')['started_over'])
        two.json('sync')
        self.assertEqual([(play[1], play[3]) for play in one.plays()], [(100, 1000), (150, 7000), (200, 1000), (300, 1000)])
        self.assert_same(one, two)
        # And one that is quite empty.
        self.cluster.psql('postgres', f'DROP DATABASE {self.name} WITH (FORCE)')
        self.cluster.psql('postgres', f'CREATE DATABASE {self.name}')
        self.init('anna')
        for device in (one, two):
            self.assertTrue(device.json('sync')['started_over'])
        one.json('sync')
        self.assert_same(one, two)


class HammerTest(SyncTestCase):
    """Two devices that hear and judge all the time, on a line that is cut 200 times."""

    def test_two_hundred_disconnects(self):
        self.init('anna')
        devices, struck, lock = [self.device('one'), self.device('two')], {'cut': 0, 'ended': 0, 'killed': 0}, threading.Lock()

        def hammer(number, device):
            dice, mine = random.Random(number), 0
            line = Line(self.cluster)
            self.addCleanup(line.close)
            address = self.cluster.address('anna', self.name, folder=line.folder)
            environment = device.environment
            for turn in range(1000):
                if mine >= 100:
                    break
                with device.writing() as database:
                    for _ in range(dice.randrange(1, 40)):
                        hear(database, 1_600_000_000 + 60 * dice.randrange(300), f'song {dice.randrange(3)}', dice.randrange(300), dice.choice(('listen', 'listen', 'skip')))
                    if dice.random() < 0.5:
                        database.execute('DELETE FROM skips WHERE listener = 1 AND at = ?', (1_600_000_000 + 60 * dice.randrange(300),))
                    for _ in range(dice.randrange(3)):
                        rate(database, f'Artist {dice.randrange(40)}', dice.randrange(11), 1_700_000_000 + dice.randrange(1000))
                way = dice.choice(('cut', 'cut', 'cut', 'ended', 'killed'))
                if way == 'cut':
                    line.cut_next_after(dice.randrange(60, 6000), 1_000_000_000) if dice.random() < 0.6 else line.cut_next_after(1_000_000_000, dice.randrange(600, 6000))
                cuts = line.cuts
                process = subprocess.Popen([BIN / 'taraf-work', 'sync', '--postgres', address], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                if way == 'ended':
                    while process.poll() is None:
                        if self.cluster.psql('postgres', f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'taraf' AND datname = '{self.name}' ORDER BY random() LIMIT 1"):
                            mine += 1
                            with lock:
                                struck[way] += 1
                            break
                elif way == 'killed':
                    time.sleep(dice.uniform(0.02, 0.12))
                    if process.poll() is None:
                        process.send_signal(signal.SIGKILL)
                        mine += 1
                        with lock:
                            struck[way] += 1
                process.wait()
                if line.cuts > cuts:
                    mine += 1
                    with lock:
                        struck['cut'] += 1
                line.budgets.clear()
        threads = [threading.Thread(target=hammer, args=(number, device)) for number, device in enumerate(devices)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertGreaterEqual(sum(struck.values()), 200, struck)
        self.assertTrue(all(struck.values()), struck)
        for device in (*devices, *devices):
            device.json('sync', '--postgres', self.cluster.address('anna', self.name))
        self.assertGreater(len(devices[0].plays()), 300)
        self.assertGreater(len(devices[0].opinions()), 30)
        self.assert_same(*devices)
        gone = lambda device: device.rows('SELECT count(*) FROM gone_plays')
        self.assertEqual(gone(devices[0]), gone(devices[1]))
        self.assertGreater(gone(devices[0])[0][0], 0)


if __name__ == '__main__':
    unittest.main()
