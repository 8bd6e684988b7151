"""taraf doctor: what is missing, unreadable or unfinished, each with its remedy."""
import os
import unittest

from taraf import TarafTestCase, tracks


class DoctorTest(TarafTestCase):
    def look(self, ok=True, **environment):
        found = self.taraf.json('doctor', expect=0 if ok else 1, env=environment)
        self.assertEqual(found['ok'], ok, found)
        for finding in found['findings']:
            self.assertTrue(finding['state'] == 'well' or finding['remedy'], finding)
        return {state: ' '.join(f'{each["text"]} [{each["remedy"]}]' for each in found['findings'] if each['state'] == state) for state in ('well', 'note', 'trouble')}

    def test_before_the_first_scan_and_after_it(self):
        self.assertIn('taraf rescan ~/Music', self.look()['note'])
        root = self.music([0])
        self.taraf.json('rescan', str(root), '--no-analysis')
        count = len(tracks(root))
        self.assertIn(f'{count} tracks were not listened to yet [taraf rescan]', self.look()['note'])
        self.taraf.json('rescan')
        found = self.look()
        self.assertIn(f'{count} tracks, {count} listened to', found['well'])
        self.assertNotIn('rescan', found['note'])

    def test_what_a_file_or_a_folder_lacks(self):
        root = self.music([0])
        (root / 'broken.flac').write_bytes(b'fLaC' + bytes(2000))
        self.taraf.json('rescan', str(root), expect=3)
        self.assertIn('1 file was left out', self.look()['note'])
        (listed,) = self.taraf.json('doctor', '--files')['failed']
        self.assertEqual(listed['path'], str(root / 'broken.flac'))
        self.assertTrue(listed['reason'])
        root.rename(self.folder / 'elsewhere')
        self.assertIn(f'{root} is not there right now', self.look()['note'])

    def test_a_program_that_does_not_work(self):
        self.assertIn('with taraf-probe', self.look(ok=False, TARAF_PROBE='/nowhere/taraf-probe')['trouble'])

    def test_a_damaged_library(self):
        self.taraf.json('rescan', str(self.music([0])), '--no-analysis')
        with open(self.taraf.database, 'r+b') as file:
            file.seek(4096)
            file.write(os.urandom(64 * 1024))
        self.assertTrue(self.look(ok=False)['trouble'])


if __name__ == '__main__':
    unittest.main()
