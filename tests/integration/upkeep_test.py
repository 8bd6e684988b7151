"""What people do to the library by hand: review, copies, exclusions, roots."""
import os
import pathlib
import shutil
import sqlite3
import subprocess
import unittest

from taraf import Taraf, TarafTestCase, tracks


def convert(path, ending, *options):
    target = path.with_suffix(ending)
    tags = ['-map_metadata', '0:s:0'] if path.suffix == '.ogg' else []  # Vorbis keeps its tags with the stream
    subprocess.run(['ffmpeg', '-loglevel', 'error', '-i', path, *tags, *options, target], check=True)
    path.unlink()
    return target


class ReviewTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.root = self.music([0, 1])
        self.taraf.json('rescan', str(self.root), '--no-analysis')
        self.first = tracks(self.root)[0]

    def recording(self, path):
        return self.taraf.rows('SELECT recording FROM files WHERE path = ?', os.fsencode(path))[0][0]

    def doubts(self):
        return self.taraf.json('library', 'review')['doubts']

    def test_a_converted_file_is_asked_about_and_takes_the_history(self):
        before = self.recording(self.first)
        self.assertEqual(self.doubts(), [])
        target = convert(self.first, '.mp3', '-b:a', '192k')
        result = self.taraf.json('rescan', '--no-analysis')
        self.assertEqual((result['added'], result['missing']), (1, 1))
        self.assertNotEqual(self.recording(target), before, 'nothing is joined by itself')
        doubt, = self.doubts()
        self.assertEqual((doubt['former']['path'], doubt['present']['path']), (str(self.first), str(target)))
        self.assertIn('same artist, title, album and length', doubt['why'])
        self.taraf.json('library', 'review', '--same', doubt['id'])
        self.assertEqual(self.recording(target), before)
        self.assertEqual(self.doubts(), [])
        # From now on the new file is known: it may be renamed, and the next scan keeps the decision.
        renamed = target.rename(target.with_name('renamed.mp3'))
        self.assertEqual(self.taraf.json('rescan', '--no-analysis')['moved'], 1)
        self.assertEqual(self.recording(renamed), before)

    def test_a_scan_says_that_there_is_something_to_decide(self):
        convert(self.first, '.mp3', '-b:a', '192k')
        self.assertIn(b'1 file may be a recording you had', self.taraf.run('rescan', '--no-analysis').stdout)
        self.assertNotIn(b'may be', self.taraf.run('rescan', '--no-analysis').stdout)

    def test_a_decision_can_be_taken_back(self):
        target = convert(self.first, '.mp3', '-b:a', '192k')
        self.taraf.json('rescan', '--no-analysis')
        own = self.recording(target)
        doubt, = self.doubts()
        self.taraf.json('library', 'review', '--all-same')
        self.assertNotEqual(self.recording(target), own)
        self.taraf.json('library', 'review', '--undo', doubt['id'])
        self.assertEqual(self.recording(target), own)
        self.assertEqual([each['id'] for each in self.doubts()], [doubt['id']])
        self.taraf.json('library', 'review', '--different', doubt['id'])
        self.assertEqual(self.doubts(), [])
        self.taraf.json('rescan', '--no-analysis')
        self.assertEqual(self.doubts(), [], 'and is not asked again')
        self.assertEqual(self.taraf.run('library', 'review', '--same', doubt['id']).returncode, 2)
        self.assertEqual(self.taraf.run('library', 'review', '--same', 'nonsense').returncode, 2)
        self.assertEqual(self.taraf.run('library', 'review', '--undo', '1:2').returncode, 2)

    def test_another_recording_in_its_place_is_another_recording(self):
        other = next(path for path in tracks(self.root) if path.suffix == self.first.suffix and path.parent != self.first.parent)
        shutil.copyfile(other, self.first)
        self.taraf.json('rescan', '--no-analysis')
        self.assertEqual(self.doubts(), [], 'another title and another length: nobody would doubt')
        self.assertEqual(self.recording(self.first), self.recording(other))

    def test_what_took_the_path_of_a_moved_file_does_not_take_its_history(self):
        # Equally long, tagged alike, and in the place of a file that moved away in the same breath.
        before = self.recording(self.first)
        moved = self.first.rename(self.root / ('elsewhere' + self.first.suffix))
        subprocess.run(['ffmpeg', '-loglevel', 'error', '-i', moved, '-af', 'areverse', self.first], check=True)
        self.taraf.json('rescan', '--no-analysis')
        self.assertEqual(self.recording(moved), before)
        self.assertNotEqual(self.recording(self.first), before)

    def test_encoded_anew_in_place_keeps_its_history_and_is_listened_to_again(self):
        self.taraf.json('rescan')
        before = self.recording(self.first)
        again = self.first.with_name('.again' + self.first.suffix)
        subprocess.run(['ffmpeg', '-loglevel', 'error', '-i', self.first, '-af', 'volume=-3dB', again], check=True)
        os.replace(again, self.first)
        result = self.taraf.json('rescan')
        self.assertEqual((result['updated'], result['analysed']), (1, 1))
        self.assertEqual(self.recording(self.first), before)
        self.assertEqual(self.doubts(), [])


class CopiesTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.root = self.music([0])
        self.taraf.json('rescan', str(self.root))
        self.count = len(tracks(self.root))

    def test_back_to_a_copy_and_on_from_there(self):
        copy = self.taraf.json('library', 'backup')
        before = self.taraf.neighbours('-k', '3')
        shutil.copytree(self.music([1], 'more'), self.root / 'more')
        self.taraf.json('rescan')
        restored = self.taraf.json('library', 'restore', copy['path'])
        self.assertEqual(restored['files'], self.count)
        self.assertTrue(pathlib.Path(restored['before']).exists())
        self.assertEqual(self.taraf.json('status')['tracks'], self.count)
        shutil.rmtree(self.root / 'more')
        self.taraf.json('rescan')
        self.assertEqual(self.taraf.neighbours('-k', '3'), before)
        listed = self.taraf.json('library', 'backup', '--list')['copies']
        self.assertEqual({each['path'] for each in listed}, {copy['path'], restored['before']})

    def test_a_damaged_library_is_found_and_replaced(self):
        copy = self.taraf.json('library', 'backup', str(self.folder / 'copy.db'))
        self.assertTrue(self.taraf.json('library', 'check')['ok'])
        damaged = bytearray(self.taraf.database.read_bytes())
        for at in range(8192, len(damaged), 512):
            damaged[at:at + 64] = os.urandom(64)
        self.taraf.database.write_bytes(damaged)
        found = self.taraf.json('library', 'check', expect=1)
        self.assertFalse(found['ok'])
        self.assertIn(str(self.taraf.database), found['findings'][0])
        restored = self.taraf.json('library', 'restore', copy['path'])
        self.assertTrue(restored['before'], 'the damaged one is kept')
        self.assertTrue(self.taraf.json('library', 'check')['ok'])
        self.assertEqual(self.taraf.json('rescan')['unchanged'], self.count)

    def test_what_is_damaged_but_opens_is_kept_too(self):
        copy = self.taraf.json('library', 'backup')
        self.taraf.json('library', 'exclude', 'only in the damaged one')
        database = sqlite3.connect(self.taraf.database)
        database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
        page, = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'evidence_by_recording'").fetchone()
        size, = database.execute('PRAGMA page_size').fetchone()
        database.close()
        damaged = bytearray(self.taraf.database.read_bytes())
        damaged[page * size - 200:page * size] = os.urandom(200)
        self.taraf.database.write_bytes(damaged)
        self.assertFalse(self.taraf.json('library', 'check', expect=1)['ok'])
        self.taraf.json('status')
        restored = self.taraf.json('library', 'restore', copy['path'])
        self.assertTrue(self.taraf.json('library', 'check')['ok'])
        kept = sqlite3.connect(restored['before'])
        self.assertEqual(kept.execute('SELECT expression FROM exclusions').fetchall(), [('only in the damaged one',)])
        kept.close()

    def test_what_is_no_copy_changes_nothing(self):
        before = self.taraf.database.read_bytes()
        (self.folder / 'noise').write_bytes(os.urandom(9000))
        for path in (self.folder / 'noise', self.folder / 'none', tracks(self.root)[0], self.taraf.database):
            ended = self.taraf.run('library', 'restore', str(path))
            self.assertIn(ended.returncode, (1, 2), path)
            self.assertIn(os.fsencode(path), ended.stderr)
        self.assertEqual(self.taraf.database.read_bytes(), before)
        self.assertEqual(self.taraf.run('library', 'backup', str(self.folder / 'noise')).returncode, 2, 'nothing is overwritten')

    def test_a_damaged_index_is_found(self):
        for path in (self.taraf.home / 'cache' / 'index').glob('vectors*'):
            content = bytearray(path.read_bytes())
            content[len(content) // 2] ^= 0xFF
            path.write_bytes(content)
        self.assertFalse(self.taraf.json('library', 'check', expect=1)['ok'])

    def test_without_a_library(self):
        fresh = Taraf(self.folder / 'fresh')
        for arguments in (('backup',), ('review',), ('check',), ('exclude',), ('exclude', 'x'), ('remove', '/m')):
            ended = fresh.run('library', *arguments)
            self.assertEqual(ended.returncode, 1, arguments)
            self.assertIn(b'taraf rescan', ended.stderr)
        self.assertFalse(fresh.database.exists(), 'asking makes none')
        fresh.json('library', 'restore', self.taraf.json('library', 'backup')['path'])
        self.assertEqual(fresh.json('status')['tracks'], self.count)

    def test_an_older_library_is_copied_and_brought_up_to_date(self):
        old = Taraf(self.folder / 'old')
        old.home.mkdir()
        dump = pathlib.Path(os.environ['TARAF_SOURCE_DIR'], 'tests/data/libraries/version-1.sql').read_text()
        database = sqlite3.connect(old.database)
        database.executescript(dump)
        database.close()
        self.assertEqual(old.json('status')['tracks'], 3)  # whoever asks first does it
        copy, = old.json('library', 'backup', '--list')['copies']
        self.assertTrue(copy['automatic'])


class ExclusionsTest(TarafTestCase):
    def test_what_is_left_out_is_missing_and_comes_back(self):
        root = self.music([0, 1])
        self.taraf.json('rescan', str(root))
        folder = tracks(root)[0].parent
        inside, count = len(tracks(folder)), len(tracks(root))
        hidden = self.taraf.json('library', 'exclude', '/' + folder.name + '/')
        self.assertEqual(hidden['hidden'], inside)
        self.assertEqual(self.taraf.json('status')['tracks'], count - inside)
        self.assertEqual(self.taraf.json('rescan')['unchanged'], count - inside)
        shutil.copyfile(tracks(folder)[0], folder / 'new.flac')
        self.assertEqual(self.taraf.json('rescan')['added'], 0)
        self.taraf.json('library', 'exclude', '--remove', '/' + folder.name + '/')
        result = self.taraf.json('rescan')
        self.assertEqual((result['updated'], result['added'], result['analysed']), (inside, 1, 0))
        self.assertEqual(self.taraf.run('library', 'exclude', '(').returncode, 2)
        self.assertEqual(self.taraf.json('library', 'exclude')['exclusions'], [])

    def test_an_expression_for_a_folder(self):
        root = self.music([0, 1])
        self.taraf.json('rescan', str(root), '--no-analysis')
        folder = tracks(root)[0].parent
        hidden = self.taraf.json('library', 'exclude', '/' + folder.name + '$')
        self.assertEqual(hidden['hidden'], len(tracks(folder)))
        self.assertEqual(self.taraf.json('rescan')['missing'], 0)

    def test_a_folder_that_is_not_scanned_any_more(self):
        root, other = self.music([0]), self.music([1], 'other')
        self.taraf.json('rescan', str(root))
        self.taraf.json('rescan', str(other))
        before = {row for row in self.taraf.rows('SELECT path, recording, first_seen FROM files')}
        self.taraf.json('library', 'remove', str(other))
        self.assertEqual(self.taraf.json('rescan')['unchanged'], len(tracks(root)))
        self.assertEqual(self.taraf.run('library', 'remove', str(other)).returncode, 2)
        result = self.taraf.json('rescan', str(other))
        self.assertEqual((result['added'], result['analysed']), (len(tracks(other)), 0), 'what was heard is remembered')
        self.assertEqual({row for row in self.taraf.rows('SELECT path, recording, first_seen FROM files')}, before)


if __name__ == '__main__':
    unittest.main()
