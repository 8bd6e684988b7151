"""What does not change the music changes no neighbours: encoding, gain, padding, sample rate, and a few tracks more."""
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import unittest

from taraf import DEMO, TarafTestCase, tracks

RENDERED = pathlib.Path(os.environ.get('TARAF_RENDERED', ''))
FOCI = ('overall', 'genre', 'mood', 'instrumentation')
VARIANTS = {  # besides the original, which is FLAC or Ogg Vorbis
    'mp3': ['-c:a', 'libmp3lame', '-b:a', '128k'],
    'opus': ['-c:a', 'libopus', '-b:a', '96k'],
    'quiet.flac': ['-af', 'volume=-8dB', '-c:a', 'flac'],
    'padded.flac': ['-af', 'adelay=1000:all=1,apad=pad_dur=1', '-c:a', 'flac'],
    '32k.flac': ['-ar', '32000', '-c:a', 'flac'],
    '48k.flac': ['-ar', '48000', '-c:a', 'flac'],
}


def reencode(source, target, options):
    """Without tags, so that sound alone tells what belongs together."""
    subprocess.run(['ffmpeg', '-loglevel', 'error', '-nostdin', '-i', source, '-map', '0:a', '-map_metadata', '-1', '-map_metadata:s', '-1', *options, target],
                   check=True)


def copy(sources, folder):
    folder.mkdir(parents=True, exist_ok=True)
    return [pathlib.Path(shutil.copy2(source, folder / source.name)) for source in sources]


class InvarianceTest(TarafTestCase):
    def nearest(self, k, focus):
        found = {}
        for query, _, neighbour, _ in self.taraf.neighbours('-k', str(k), '--index', 'exact', '--focus', focus):
            found.setdefault(pathlib.Path(os.fsdecode(query)), []).append(pathlib.Path(os.fsdecode(neighbour)))
        return found

    def test_variants_of_a_track_are_each_others_nearest(self):
        root = self.folder / 'music'
        sources = tracks(RENDERED)[:8] + tracks(DEMO)[::11]  # a folder each, among 80 other tracks and the fellows of their albums
        for i, source in enumerate(sources):
            copy([source], root / str(i))
        with concurrent.futures.ThreadPoolExecutor() as pool:
            list(pool.map(lambda work: reencode(*work), [(source, root / str(i) / f'variant.{name}', options)
                                                         for i, source in enumerate(sources) for name, options in VARIANTS.items()]))
        copy(tracks(RENDERED)[8:64], root / 'others')
        copy([each for each in tracks(DEMO) if each not in sources], root / 'others')
        self.assertEqual(self.taraf.json('rescan', str(root))['failed'], [])
        family = {path: path.parent for path in root.rglob('*') if path.is_file() and path.parent.name != 'others'}
        self.assertEqual(len(family), len(sources) * (1 + len(VARIANTS)))
        for focus in FOCI:
            nearest = self.nearest(len(VARIANTS), focus)
            for path, folder in family.items():
                # A fellow of the album may come before the last variant, and a focus is free to put one that plays alike before more; never before the first.
                asked = nearest[path][:-1] if focus == 'overall' else nearest[path][:1]
                self.assertEqual({each.parent for each in asked}, {folder}, f'{focus}: the nearest of {path}: {nearest[path]}')

    def test_a_variant_outside_the_collection_finds_its_original(self):
        root = self.folder / 'music'
        originals = copy(tracks(DEMO), root)
        self.taraf.json('rescan', str(root))
        for i, (original, (name, options)) in enumerate(zip(originals[::7], VARIANTS.items())):
            outside = self.folder / f'outside.{name}'
            reencode(original, outside, options)
            for focus in ('overall', FOCI[1 + i % 3]):
                found = self.taraf.json('similar', str(outside), '-n', '1', '--focus', focus)['results']
                self.assertEqual([each['path'] for each in found], [str(original)], (name, focus))

    def test_a_few_tracks_more_change_few_neighbours(self):
        root = self.folder / 'music'
        old, new = tracks(RENDERED)[:120], tracks(RENDERED)[120:122]
        copy(old, root)
        self.taraf.json('rescan', str(root))
        before = {focus: self.nearest(10, focus) for focus in FOCI}
        model = self.taraf.json('status')['model']
        added = set(copy(new, root))
        self.assertEqual(self.taraf.json('rescan', str(root))['added'], len(added))
        self.assertEqual(self.taraf.json('status')['model'], model)
        for focus in FOCI:
            after = self.nearest(10 + len(added), focus)
            self.assertEqual(len(after), len(old) + len(added))
            kept = sum(len(set(nearest) & set([each for each in after[path] if each not in added][:10])) for path, nearest in before[focus].items())
            self.assertGreaterEqual(kept / (10 * len(old)), 0.95, focus)
            first = sum(after[path][0] in added or after[path][0] == nearest[0] for path, nearest in before[focus].items())
            self.assertGreaterEqual(first / len(old), 0.95, focus)


if __name__ == '__main__':
    unittest.main()
