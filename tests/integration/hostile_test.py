"""A folder of files that no decent program made, from the scan to the library."""
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

from taraf import BIN, TarafTestCase

MAKE = pathlib.Path(os.environ['TARAF_SOURCE_DIR'], 'tests', 'data', 'hostile', 'make.py')
MUSIC = {'.mp3', '.flac', '.ogg', '.oga', '.opus', '.spx', '.m4a', '.aac', '.wav', '.aiff', '.wv', '.ape', '.mpc', '.wma', '.dsf', '.dff', '.tta'}
# What a sanitizer needs comes on top.
MOST_MEMORY = (640 << 20) * (1 if os.environ.get('TARAF_SANITIZE', 'OFF') in {'', 'OFF'} else 4)


class HostileTest(TarafTestCase):
    def rescan(self, *arguments):
        """(status, document, bytes of the largest process that the command and its children were)"""
        out = self.folder / 'out'
        with open(out, 'wb') as file:
            process = subprocess.Popen([BIN / 'taraf', 'rescan', '--json', *arguments], env=self.taraf.environment, stdout=file, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        self.assertIn(process.returncode, {0, 3}, out.read_text()[:500])
        return process.returncode, json.loads(out.read_bytes()), usage.ru_maxrss * 1024

    def regular_files(self, root):
        """Every regular file with a musical name, as the command shows paths: bytes as they are."""
        found = set()
        for folder, _, names in os.walk(os.fsencode(root)):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.splitext(name)[1].decode('ascii', 'replace') in MUSIC and os.path.isfile(path) and not os.path.islink(path):
                    found.add(path)
        return found

    def test_bad_files_cost_themselves_alone(self):
        root = self.folder / 'music'
        subprocess.run([sys.executable, '-B', MAKE, root], check=True)
        files = self.regular_files(root)
        self.assertGreater(len(files), 1000)

        status, result, memory = self.rescan(str(root))
        self.assertEqual(status, 3)
        self.assertEqual(self.children(os.getpid()), [], 'no process is left behind')
        self.assertLess(memory, MOST_MEMORY)

        # Each file is either read or left out with a reason that names it.
        rows = self.taraf.rows('SELECT path, recording, failure_code, failure_message, duration_ms, track, disc, year FROM files')
        self.assertEqual({bytes(path) for path, *_ in rows}, files)
        for path, recording, code, message, duration, track, disc, year in rows:
            with self.subTest(path=os.path.relpath(path, os.fsencode(root))):
                self.assertTrue((recording is None) == (code is not None))
                self.assertTrue(0 <= duration <= 7 * 24 * 3600 * 1000)
                self.assertTrue(0 <= track <= 99999 and 0 <= disc <= 9999 and 0 <= year <= 9999)
        self.assertGreater(len(result['failed']), 300)
        for failure in result['failed']:
            with self.subTest(path=failure['path']):
                self.assertTrue(failure['reason'].startswith(failure['path']), failure['reason'])
                self.assertRegex(failure['reason'].removeprefix(failure['path']), r'^( (is|holds|has|asks|was|claims) \w+|: silent: \w+)')
                self.assertNotRegex(failure['reason'], re.compile('internal|nonsense|crashed|taraf-probe', re.I))
        empty = {failure['path'] for failure in result['failed'] if failure['reason'].endswith('is empty')}
        self.assertEqual(empty, {str(path) for path in (root / 'empty').iterdir()})

        # What lies between them is as good as ever.
        heard = {bytes(path) for (path,) in self.taraf.rows(
            'SELECT path FROM files JOIN descriptors ON descriptors.recording = files.recording AND descriptors.failure_code IS NULL')}
        good = {path for path in files if os.path.dirname(path).endswith(b'/good')}
        self.assertGreater(len(good), 30)
        self.assertEqual(good - heard, set())
        titles = {title for (title,) in self.taraf.rows('SELECT title FROM files WHERE title LIKE ?', 'Good %')}
        self.assertGreaterEqual(len(titles), 20)

        # A tag that swells or is too large costs what is behind it, not what is before it, and never the music.
        named = {bytes(path).decode().removeprefix(f'{root}/'): title for path, title in self.taraf.rows(
            "SELECT path, title FROM files WHERE recording IS NOT NULL AND (instr(path, CAST('/bombs/' AS BLOB)) OR instr(path, CAST('/large/' AS BLOB)))")}
        for name in ('COMM-holds', 'APIC-holds', 'CHAP-holds', 'TXXX-holds'):
            self.assertEqual(named[f'bombs/{name}.mp3'], 'Bomb')
        for name in ('APIC', 'COMM', 'TXXX', 'PRIV', 'ZZZZ'):
            self.assertEqual(named[f'large/{name}.mp3'], 'Before')
            self.assertIn(f'large/{name}-first.mp3', named)
        self.assertEqual(named['large/matroska-title.ogg'], 'x' * 4096)

        status, again, _ = self.rescan()
        self.assertEqual((status, again['failed'], again['added'], again['updated']), (0, [], 0, 0), 'what has not changed is not tried again')
        self.assertEqual(again['unchanged'], len(files))


if __name__ == '__main__':
    unittest.main()
