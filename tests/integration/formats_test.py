"""Every format we claim, from encoded file to neighbours; and a corpus of odd files."""
import os
import pathlib
import shutil
import subprocess
import unittest

from taraf import TarafTestCase, tracks

ENCODERS = {
    'mp3': ['-c:a', 'libmp3lame', '-b:a', '160k'],
    'flac': ['-c:a', 'flac'],
    'ogg': ['-c:a', 'libvorbis', '-q:a', '5'],
    'opus': ['-c:a', 'libopus', '-b:a', '128k'],
    'spx': ['-c:a', 'libspeex', '-ar', '32000', '-ac', '1', '-q:a', '10'],
    'm4a': ['-c:a', 'aac', '-b:a', '192k'],
    'alac.m4a': ['-c:a', 'alac'],
    'wav': ['-c:a', 'pcm_s16le'],
    'aiff': ['-c:a', 'pcm_s16be'],
    'wv': ['-c:a', 'wavpack'],
    'wma': ['-c:a', 'wmav2', '-b:a', '192k'],
    'tta': ['-c:a', 'tta'],
}


class FormatsTest(TarafTestCase):
    def test_one_song_in_every_format_is_its_own_neighbour(self):
        source = tracks(self.music([0], 'source'))[0]
        root = self.folder / 'music'
        root.mkdir()
        for name, options in ENCODERS.items():
            subprocess.run(['ffmpeg', '-loglevel', 'error', '-i', source, '-map_metadata', '-1', '-metadata', 'title=Song', '-metadata', f'artist=By {name}',
                            *options, root / f'song.{name}'], check=True)
        subprocess.run(['ffmpeg', '-loglevel', 'error', '-i', source, '-ar', '44100', '-c:a', 'pcm_s16le', self.folder / 'plain.wav'], check=True)
        subprocess.run(['mpcenc', '--silent', self.folder / 'plain.wav', root / 'song.mpc'], check=True, capture_output=True)
        others = self.music([1, 2, 3], 'others')
        shutil.move(others, root / 'others')
        result = self.taraf.json('rescan', str(root))
        self.assertEqual(result['failed'], [])
        songs = {str(root / f'song.{name}') for name in (*ENCODERS, 'mpc')}
        nearest = {}
        for query, rank, neighbour, score in self.taraf.neighbours('-k', str(len(songs) - 1)):
            nearest.setdefault(os.fsdecode(query), set()).add(os.fsdecode(neighbour))
        for song in songs - {str(root / 'song.spx')}:
            # Speex keeps the lower half of the spectrum alone and need not be among them.
            self.assertGreaterEqual(len(nearest[song] & songs), len(songs) - 2, song)

    def test_odd_files_are_survived(self):
        data = os.environ.get('TARAF_TEST_DATA')
        if not data or not pathlib.Path(data, 'odd-audio').is_dir():
            self.skipTest('TARAF_TEST_DATA names no folder with odd-audio')
        root = self.music([0])
        shutil.copytree(pathlib.Path(data, 'odd-audio'), root / 'odd')
        result = self.taraf.json('rescan', str(root), expect=3)
        good = {str(path) for path in tracks(root) if 'odd' not in path.parts}
        listened = {os.fsdecode(path) for (path,) in self.taraf.rows(
            'SELECT path FROM files JOIN descriptors ON descriptors.recording = files.recording')}
        self.assertLessEqual(good, listened)
        for each in result['failed']:
            self.assertTrue(each['reason'])
            self.assertNotIn(each['path'], good)
        self.assertEqual(self.children(os.getpid()), [])


if __name__ == '__main__':
    unittest.main()
