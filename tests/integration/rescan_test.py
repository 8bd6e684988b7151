"""What a rescan does with files that come, change, move, vanish and come back."""
import os
import pathlib
import shutil
import subprocess
import time
import unittest

from taraf import TarafTestCase, tracks


def retag(path, **tags):
    changed = path.with_name('.changed' + path.suffix)
    options = [word for key, value in tags.items() for word in ('-metadata', f'{key}={value}')]
    # Vorbis keeps its tags with the stream, FLAC with the file; ffmpeg writes to either what it is told.
    if path.suffix == '.ogg':
        options = [word.replace('-metadata', '-metadata:s:a:0') for word in options]
    subprocess.run(['ffmpeg', '-loglevel', 'error', '-i', path, '-map', '0', '-c', 'copy', *options, changed], check=True)
    os.replace(changed, path)


class RescanTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.root = self.music([0, 1])
        self.first = self.taraf.json('rescan', str(self.root))
        self.count = len(tracks(self.root))
        self.assertEqual(self.first['added'], self.count)

    def recordings(self):
        return {os.fsdecode(path): recording for path, recording in self.taraf.rows('SELECT path, recording FROM files WHERE missing_since IS NULL')}

    def counts(self, result):
        return {key: result[key] for key in ('added', 'updated', 'moved', 'missing', 'unchanged', 'analysed')}

    def test_nothing_new(self):
        before = self.taraf.neighbours('-k', '3')
        result = self.taraf.json('rescan')
        self.assertEqual(self.counts(result), {'added': 0, 'updated': 0, 'moved': 0, 'missing': 0, 'unchanged': self.count, 'analysed': 0})
        self.assertEqual(self.taraf.neighbours('-k', '3'), before)

    def test_an_unchanged_file_is_not_opened(self):
        shutil.rmtree(self.folder / 'trace', ignore_errors=True)
        trace = self.folder / 'trace'
        subprocess.run(['strace', '-f', '-qq', '-e', 'trace=open,openat,openat2', '-o', trace, self.taraf_program(), 'rescan', '--quiet'],
                       env={**self.taraf.environment, 'ASAN_OPTIONS': 'detect_leaks=0'},  # leaks can't be looked for under strace
                       check=True, stdout=subprocess.DEVNULL)
        opened = trace.read_text(errors='replace')
        self.assertNotIn('.flac"', opened)
        self.assertNotIn('.ogg"', opened)

    def taraf_program(self):
        from taraf import BIN
        return BIN / 'taraf'

    def test_a_new_album(self):
        new = self.music([2], 'more')
        shutil.copytree(new, self.root / 'new')
        result = self.taraf.json('rescan')
        self.assertEqual((result['added'], result['analysed'], result['unchanged']), (len(tracks(new)), len(tracks(new)), self.count))
        found = {row[0] for row in self.taraf.neighbours('-k', '1')}
        self.assertEqual(found, {os.fsencode(path) for path in tracks(self.root)})

    def test_a_renamed_folder_keeps_its_recordings(self):
        before = self.recordings()
        old = tracks(self.root)[0].parent
        new = old.with_name('Renamed')
        old.rename(new)
        result = self.taraf.json('rescan')
        self.assertEqual((result['moved'], result['added'], result['missing'], result['analysed']), (len(tracks(new)), 0, 0, 0))
        after = self.recordings()
        for path in tracks(new):
            self.assertEqual(after[str(path)], before[str(old / path.name)])

    def test_a_retagged_file_keeps_its_recording_and_its_sound(self):
        before = self.recordings()
        sound = self.taraf.neighbours('-k', '3')
        for path in (next(path for path in tracks(self.root) if path.suffix == suffix) for suffix in {path.suffix for path in tracks(self.root)}):
            retag(path, title='Another Title')
            result = self.taraf.json('rescan')
            self.assertEqual((result['updated'], result['analysed'], result['added']), (1, 0, 0), path)
            self.assertEqual(self.recordings()[str(path)], before[str(path)])
            self.assertEqual(self.taraf.rows('SELECT title FROM files WHERE path = ?', os.fsencode(path)), [('Another Title',)])
        self.assertEqual(self.taraf.neighbours('-k', '3'), sound)

    def test_another_song_under_a_known_name_is_another_recording(self):
        before = self.recordings()
        path = tracks(self.root)[0]
        shutil.copyfile(next(each for each in tracks(self.music([3], 'other')) if each.suffix == path.suffix), path)
        result = self.taraf.json('rescan')
        self.assertEqual((result['updated'], result['analysed']), (1, 1))
        self.assertNotEqual(self.recordings()[str(path)], before[str(path)])

    def test_a_copy_is_the_same_recording_twice(self):
        path = tracks(self.root)[0]
        copy = self.root / ('copy' + path.suffix)
        shutil.copyfile(path, copy)
        result = self.taraf.json('rescan')
        self.assertEqual((result['added'], result['analysed']), (1, 0))
        now = self.recordings()
        self.assertEqual(now[str(copy)], now[str(path)])

    def test_missing_files_come_back_by_themselves(self):
        before = self.recordings()
        album = tracks(self.root)[0].parent
        away = self.folder / 'away'
        shutil.move(album, away)
        gone = len(tracks(away))
        result = self.taraf.json('rescan')
        self.assertEqual((result['missing'], result['unchanged']), (gone, self.count - gone))
        self.assertFalse({row[2] for row in self.taraf.neighbours('-k', '20')} & {os.fsencode(album / path.name) for path in tracks(away)})
        shutil.move(away, album)
        result = self.taraf.json('rescan')
        self.assertEqual((result['missing'], result['added'], result['analysed']), (0, 0, 0))
        self.assertEqual(self.recordings(), before)

    def test_a_root_that_is_gone_flags_nothing(self):
        for situation in ('absent', 'empty'):
            away = self.folder / 'away'
            self.root.rename(away)
            if situation == 'empty':
                self.root.mkdir()
            ended = self.taraf.run('rescan', '--json')
            self.assertEqual(ended.returncode, 0, situation)
            self.assertIn(os.fsencode(self.root), ended.stderr, 'the scan says so')
            self.assertEqual(self.taraf.json('status')['tracks'], self.count)
            if situation == 'empty':
                self.root.rmdir()
            away.rename(self.root)
        self.assertEqual(self.taraf.json('rescan')['unchanged'], self.count)

    def test_what_was_not_listened_to_waits_for_its_drive(self):
        other = self.music([4], 'other')
        self.taraf.json('rescan', str(other), '--no-analysis')
        other.rename(self.folder / 'away')
        result = self.taraf.json('rescan')
        self.assertEqual((result['failed'], result['analysed']), ([], 0))
        (self.folder / 'away').rename(other)
        self.assertEqual(self.taraf.json('rescan')['analysed'], len(tracks(other)))

    def test_several_roots_are_remembered(self):
        other = self.music([4], 'other')
        self.taraf.json('rescan', str(other))
        result = self.taraf.json('rescan')
        self.assertEqual(result['unchanged'], self.count + len(tracks(other)))
        self.assertEqual({root['path'] for root in self.taraf.json('status')['roots']}, {str(self.root), str(other)})

    def test_tags_only_and_later_the_rest(self):
        other = self.music([5], 'other')
        result = self.taraf.json('rescan', str(other), '--no-analysis')
        self.assertEqual((result['added'], result['analysed']), (len(tracks(other)), 0))
        ended = self.taraf.run('similar', str(tracks(other)[0]))
        self.assertEqual(ended.returncode, 1)
        self.assertIn(b'taraf rescan', ended.stderr)
        self.assertEqual(self.taraf.json('rescan')['analysed'], len(tracks(other)))

    def test_bad_files_cost_themselves_alone(self):
        (self.root / 'empty.mp3').write_bytes(b'')
        (self.root / 'text.flac').write_text('this is no music')
        (self.root / 'folder.ogg').mkdir()
        whole = tracks(self.root)[0].read_bytes()
        (self.root / ('cut' + tracks(self.root)[0].suffix)).write_bytes(whole[:2000])
        good = self.music([6], 'good')
        shutil.move(good, self.root / 'good')
        result = self.taraf.json('rescan', expect=3)
        self.assertEqual(result['added'], len(tracks(self.root / 'good')))
        reasons = {pathlib.Path(each['path']).name: each['reason'] for each in result['failed']}
        self.assertTrue({'empty.mp3', 'text.flac'} <= set(reasons))
        self.assertTrue(all(reasons.values()))
        again = self.taraf.json('rescan')
        self.assertEqual(again['failed'], [], 'what has not changed is not tried again')
        self.assertGreaterEqual(self.taraf.json('status')['failed'], 2)

    def test_short_tracks_are_kept_but_not_listened_to(self):
        short = self.root / 'short.flac'
        subprocess.run(['ffmpeg', '-loglevel', 'error', '-i', tracks(self.root)[0], '-t', '4', short], check=True)
        result = self.taraf.json('rescan', expect=3)
        self.assertEqual((result['added'], result['analysed']), (1, 0))
        self.assertEqual([each['path'] for each in result['failed']], [str(short)])
        self.assertIn('short', result['failed'][0]['reason'])

    def test_silence_is_left_out_and_named(self):
        silent = self.root / 'silent.flac'
        subprocess.run(['ffmpeg', '-loglevel', 'error', '-f', 'lavfi', '-i', 'anullsrc=d=15', silent], check=True)
        result = self.taraf.json('rescan', expect=3)
        self.assertEqual([each['path'] for each in result['failed']], [str(silent)])
        self.assertTrue(result['failed'][0]['reason'].startswith(str(silent)), result['failed'])

    def test_names_that_are_no_text(self):
        folder = os.fsencode(self.root) + b'/\xff\xfe\n "quoted" #1?%20'
        os.mkdir(folder)
        source = tracks(self.music([3], 'other'))[0]
        name = folder + b'/na\xefve\t' + os.fsencode(source.suffix)
        shutil.copyfile(os.fsencode(source), name)
        result = self.taraf.json('rescan')
        self.assertEqual(result['added'], 1)
        answer = self.taraf.json('similar', name, '-n', '5')
        self.assertEqual(len(answer['results']), 5)
        import urllib.parse
        self.assertEqual(urllib.parse.unquote_to_bytes(answer['query']['seeds'][0]['uri'].removeprefix('file://')), name)

    def test_same_numbers_whatever_the_number_of_jobs(self):
        other = type(self.taraf)(self.folder / 'other-home')
        other.json('rescan', str(self.root), '--jobs', '5')
        self.assertEqual(other.neighbours('-k', '10'), self.taraf.neighbours('-k', '10'))


if __name__ == '__main__':
    unittest.main()
