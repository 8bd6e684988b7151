"""What a scan leaves to others: it goes behind everything else, waits for the mains, and maps no more than it needs."""
import contextlib
import os
import pathlib
import sqlite3
import subprocess
import unittest

from taraf import TarafTestCase, end, program, tracks


class BackgroundTest(TarafTestCase):
    def ranks(self, *arguments):
        """How the processes of a scan rank: {program: (nice, class of I/O)}."""
        scan = self.taraf.start('rescan', str(self.root), '--jobs', '2', *arguments)
        self.addCleanup(scan.communicate)
        self.addCleanup(end, scan)
        found = {}

        def look():
            for pid in self.children(scan.pid):
                try:
                    stat = pathlib.Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
                    io = subprocess.run(['ionice', '-p', str(pid)], capture_output=True, text=True).stdout.split(':')[0].strip()
                except OSError:
                    continue
                name = program(pid)  # after the others: they are of a process that still lives
                if name and io:
                    found.setdefault(name, set()).add((int(stat[16]), io))
            return {'taraf-work', 'taraf-probe'} <= set(found) and any('idle' in rank for rank in found['taraf-work']) != ('--full-speed' in arguments)
        self.wait_until(lambda: look() or scan.poll() is not None, 'it works')
        return found

    def setUp(self):
        super().setUp()
        self.root = self.music([0, 1, 2])

    def test_everybody_else_goes_first(self):
        ours = os.getpriority(os.PRIO_PROCESS, 0)
        found = self.ranks()
        self.assertEqual(found['taraf-probe'], {(max(ours, 10), 'idle')})
        self.assertIn((max(ours, 10), 'idle'), found['taraf-work'])

    def test_unless_it_is_asked_to_hurry(self):
        ours = os.getpriority(os.PRIO_PROCESS, 0)
        found = self.ranks('--full-speed')
        self.assertEqual({rank[0] for ranks in found.values() for rank in ranks}, {ours})
        self.assertNotIn('idle', {rank[1] for ranks in found.values() for rank in ranks})

    def test_a_scan_that_nobody_waits_for_pauses_on_battery(self):
        supplies = self.folder / 'supplies'
        for name, facts in {'BAT0': {'type': 'Battery', 'status': 'Discharging'}, 'AC': {'type': 'Mains', 'online': '0'},
                            'mouse': {'type': 'Battery', 'scope': 'Device', 'status': 'Discharging'}}.items():
            (supplies / name).mkdir(parents=True)
            for fact, value in facts.items():
                (supplies / name / fact).write_text(value + '\n')
        battery = {'TARAF_POWER_SUPPLIES': str(supplies)}
        out = open(self.folder / 'out', 'w+b')
        self.addCleanup(out.close)
        scan = self.taraf.start('rescan', str(self.root), '--unattended', '--no-analysis', env=battery, stdout=out, stderr=out)
        self.addCleanup(scan.wait)
        self.addCleanup(scan.kill)
        self.wait_until(lambda: b'on battery' in (self.folder / 'out').read_bytes(), 'it says why it waits')
        self.assertFalse(self.taraf.database.exists(), 'and has not begun')
        (supplies / 'AC' / 'online').write_text('1\n')
        self.assertEqual(scan.wait(timeout=60), 0)
        self.assertEqual(self.taraf.json('status')['tracks'], len(tracks(self.root)))
        (supplies / 'AC' / 'online').write_text('0\n')
        self.assertEqual(self.taraf.json('rescan', '--no-analysis', env=battery)['unchanged'], len(tracks(self.root)), 'whoever sits there is served')

    def test_a_scan_that_waits_keeps_nobody_from_writing(self):
        supplies = self.folder / 'supplies'
        (supplies / 'BAT0').mkdir(parents=True)
        (supplies / 'BAT0' / 'type').write_text('Battery\n')
        (supplies / 'BAT0' / 'status').write_text('Charging\n')
        out = open(self.folder / 'out', 'w+b')
        self.addCleanup(out.close)
        self.taraf.json('rescan', str(self.root), '--no-analysis')
        scan = self.taraf.start('rescan', '--unattended', '--jobs', '1', env={'TARAF_POWER_SUPPLIES': str(supplies)}, stdout=out, stderr=out)
        self.addCleanup(scan.wait)
        self.addCleanup(scan.kill)
        self.wait_until(lambda: b'listening' in (self.folder / 'out').read_bytes(), 'it listens')
        (supplies / 'BAT0' / 'status').write_text('Discharging\n')
        self.wait_until(lambda: b'on battery' in (self.folder / 'out').read_bytes(), 'it waits')
        with contextlib.closing(sqlite3.connect(self.taraf.database, timeout=60)) as database:
            database.execute('BEGIN IMMEDIATE')
            database.execute('ROLLBACK')
        self.assertIsNone(scan.poll(), 'all this while it waits')

    def test_a_scan_that_waits_for_the_mains_can_be_stopped(self):
        battery = self.folder / 'supplies' / 'BAT0'
        battery.mkdir(parents=True)
        (battery / 'type').write_text('Battery\n')
        (battery / 'status').write_text('Discharging\n')
        out = open(self.folder / 'out', 'w+b')
        self.addCleanup(out.close)
        scan = self.taraf.start('rescan', str(self.root), '--unattended', env={'TARAF_POWER_SUPPLIES': str(battery.parent)}, stdout=out, stderr=out)
        self.addCleanup(scan.wait)
        self.addCleanup(scan.kill)
        self.wait_until(lambda: b'on battery' in (self.folder / 'out').read_bytes(), 'it waits')
        below = self.children(scan.pid)
        scan.terminate()
        self.assertEqual(scan.wait(timeout=60), 1)
        self.assert_all_end(below)

    def test_nothing_new_needs_no_libtorch(self):
        self.taraf.json('rescan', str(self.root))
        log = self.folder / 'opened'
        under = ['strace', '-f', '-qq', '-o', str(log), '-e', 'trace=open,openat,openat2,execve']
        for arguments in (['rescan', '--quiet'], ['status'], ['similar', str(tracks(self.root)[0])]):
            self.assertEqual(self.taraf.run(*arguments, under=under).returncode, 0)
            opened = log.read_text(errors='replace')
            self.assertIn('library.db', opened)
            self.assertNotIn('libtorch', opened, arguments)
            self.assertNotIn('taraf-probe', opened, arguments)
        # Where there is something to do, the same trace sees it.
        (self.taraf.home / 'cache' / 'index' / 'vectors.taraf').unlink()
        self.assertEqual(self.taraf.run('rescan', under=under).returncode, 0)
        self.assertIn('libtorch', log.read_text(errors='replace'))


if __name__ == '__main__':
    unittest.main()
