"""From a folder of music to answers: rescan, status, similar, neighbours, radio."""
import json
import os
import pathlib
import subprocess
import unittest
import urllib.parse
import xml.etree.ElementTree

from taraf import DEMO, Taraf, TarafTestCase, tracks


FOCI = ('overall', 'genre', 'mood', 'instrumentation')


class AnswersTest(TarafTestCase):
    """One scan of the demo, then questions."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        import shutil
        import tempfile
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix='taraf-test-'))
        cls.addClassCleanup(shutil.rmtree, cls.shared, ignore_errors=True)
        cls.scanned = Taraf(cls.shared)
        cls.result = cls.scanned.json('rescan', str(DEMO))

    def setUp(self):
        super().setUp()
        self.taraf = self.scanned

    def test_the_scan_counts_what_lies_there(self):
        self.assertEqual(self.result['added'], len(tracks(DEMO)))
        self.assertEqual(self.result['analysed'], len(tracks(DEMO)))
        self.assertEqual(self.result['failed'], [])
        self.assertEqual({key for key in self.result}, {'added', 'updated', 'moved', 'missing', 'unchanged', 'analysed', 'failed', 'seconds'})

    def test_status(self):
        status = self.taraf.json('status')
        self.assertEqual(status['tracks'], len(tracks(DEMO)))
        self.assertEqual(status['analysed'], len(tracks(DEMO)))
        self.assertEqual(status['albums'], len({path.parent for path in tracks(DEMO)}))
        self.assertEqual(status['failed'], 0)
        self.assertEqual([root['path'] for root in status['roots']], [str(DEMO)])
        self.assertEqual(status['index']['size'], len(tracks(DEMO)))
        self.assertTrue(status['model'])

    def test_similar_tracks_are_of_the_same_style(self):
        # Every track of the demo has its album's fellows nearest, by construction: the same instruments, tempo and key.
        fellows, asked = 0, 0
        for query in tracks(DEMO):
            results = self.taraf.json('similar', str(query), '-n', '3')['results']
            self.assertEqual(len(results), 3)
            self.assertNotIn(str(query), [result['path'] for result in results])
            self.assertEqual(sorted((result['score'] for result in results), reverse=True), [result['score'] for result in results])
            asked += 1
            fellows += any(pathlib.Path(result['path']).parent.parent == query.parent.parent for result in results)
        self.assertGreater(fellows / asked, 0.9)

    def test_every_result_is_a_file_with_its_reason(self):
        for result in self.taraf.json('similar', str(tracks(DEMO)[0]))['results']:
            self.assertTrue(os.path.isfile(result['path']))
            self.assertEqual(urllib.parse.unquote(result['uri'].removeprefix('file://')), result['path'])
            self.assertTrue(result['why'] and result['artist'] and result['title'] and result['album'])
            self.assertTrue(-1 <= result['score'] <= 1)
            self.assertTrue(0 <= result['match'] <= 100)

    def test_albums_like_an_album(self):
        album = tracks(DEMO)[0].parent
        results = self.taraf.json('similar', str(album), '--album', '-n', '5')['results']
        self.assertEqual(len(results), 5)
        for result in results:
            self.assertNotEqual(result['path'], str(album))
            self.assertTrue(result['tracks'])
            for track in result['tracks']:
                self.assertEqual(str(pathlib.Path(track['path']).parent), result['path'])

    def test_a_stranger_and_a_part_are_listened_to(self):
        inside = tracks(DEMO)[4]
        stranger = self.folder / 'stranger.wav'
        subprocess.run(['ffmpeg', '-loglevel', 'error', '-i', inside, '-ar', '44100', stranger], check=True)
        results = self.taraf.json('similar', str(stranger), '-n', '1')['results']
        self.assertEqual(results[0]['path'], str(inside))
        part = self.taraf.json('similar', str(inside), '--from', '20', '--to', '35', '-n', '5')['results']
        self.assertEqual(len(part), 5)
        self.assertNotIn(str(inside), [result['path'] for result in part])
        self.assertTrue(any(pathlib.Path(result['path']).parent.parent == inside.parent.parent for result in part))

    def test_half_is_a_random_pair(self):
        # For each focus and for several at once: a track against all that the rules let through.
        clips = lambda track, *foci: [word for focus in foci for word in ('--clip', str(track), '0:05-0:50', focus)]
        questions = {focus: [(str(track), '--focus', focus) for track in tracks(DEMO)[::3]] for focus in FOCI}
        questions['mixed'] = [clips(track, 'mood', 'instrumentation', 'genre') for track in tracks(DEMO)[::6]]
        for focus, asked in questions.items():
            matches = []
            for question in asked:
                results = self.taraf.json('similar', *question, '-n', '10000')['results']
                for key in ('score', 'match'):
                    values = [result[key] for result in results]
                    self.assertEqual(values, sorted(values, reverse=True), 'listed in the order of what is shown')
                matches += [result['match'] for result in results]
            self.assertAlmostEqual(sum(matches) / len(matches), 50, delta=2.5, msg=focus)

    def test_a_clip_finds_its_tracks_fellows(self):
        # A part sounds as the whole does; the track itself is no answer.
        first, other = tracks(DEMO)[4], tracks(DEMO)[-4]
        for track in (first, other):
            results = self.taraf.json('similar', '--clip', str(track), '0:20-0:35.5', '-n', '5')['results']
            self.assertNotIn(str(track), [result['path'] for result in results])
            self.assertEqual(pathlib.Path(results[0]['path']).parent.parent, track.parent.parent)
        stranger = self.folder / 'stranger.wav'
        subprocess.run(['ffmpeg', '-loglevel', 'error', '-i', first, '-ar', '44100', stranger], check=True)
        asked = self.taraf.json('similar', '--clip', str(stranger), '20-35', '--clip', str(stranger), '40-50', '-n', '5')
        self.assertEqual(pathlib.Path(asked['results'][0]['path']).parent.parent, first.parent.parent)
        part = self.taraf.json('similar', str(stranger), '--from', '20', '--to', '0:35', '-n', '5')
        self.assertEqual([(seed['from'], seed['to']) for seed in part['query']['seeds']], [(20, 35)])
        self.assertEqual(pathlib.Path(part['results'][0]['path']).parent.parent, first.parent.parent)

    def test_clips_of_several_foci_are_one_question(self):
        mood, sound, whole = (str(tracks(DEMO)[i]) for i in (0, 20, -1))
        asked = self.taraf.json('similar', whole, '--clip', mood, '30-40', 'mood', '--clip', sound, '0-15', 'instrumentation', '--clip', sound, '20-25', '--focus', 'genre')
        seeds = asked['query']['seeds']
        self.assertEqual([(seed['path'], seed.get('from'), seed.get('to'), seed['focus']) for seed in seeds],
                         [(whole, None, None, 'genre'), (mood, 30, 40, 'mood'), (sound, 0, 15, 'instrumentation'), (sound, 20, 25, 'genre')])
        self.assertFalse({mood, sound, whole} & {result['path'] for result in asked['results']})
        # Each clip counts by its own focus alone: the mood of the other one makes no difference.
        paths = lambda *words: [result['path'] for result in self.taraf.json('similar', *words)['results']]
        self.assertEqual(paths('--clip', mood, '30-40', 'mood'), paths('--clip', mood, '30-40', '--focus', 'mood'))
        self.assertNotEqual(paths('--clip', mood, '30-40', 'mood', '--clip', sound, '0-15', 'instrumentation'),
                            paths('--clip', mood, '30-40', 'instrumentation', '--clip', sound, '0-15', 'mood'))

    def test_a_part_that_is_not_there(self):
        track = str(tracks(DEMO)[0])
        for arguments in ((track, '--from', '1000'), (track, '--from', '10', '--to', '500'), ('--clip', track, '10-500', 'mood')):
            ended = self.taraf.run('similar', *arguments)
            self.assertEqual(ended.returncode, 1, arguments)
            self.assertIn(track.encode(), ended.stderr)
            self.assertRegex(ended.stderr, rb'is \d+\.\d s long', arguments)

    def test_an_album_counts_as_much_as_a_track(self):
        album, track = tracks(DEMO)[0].parent, tracks(DEMO)[-1]
        nearest = self.taraf.json('similar', str(album), str(track), '-n', '200')['results']
        fellows = [result for result in nearest if pathlib.Path(result['path']).parent.parent == track.parent.parent]
        self.assertGreater(fellows[0]['match'], 55)

    def test_minus_moves_away(self):
        first, other = tracks(DEMO)[0], tracks(DEMO)[-1]
        plain = self.taraf.json('similar', str(first), '-n', '200')['results']
        without = self.taraf.json('similar', str(first), '--minus', str(other), '-n', '200')['results']
        place = lambda results, path: [result['path'] for result in results].index(str(path))
        fellow = next(path for path in tracks(other.parent) if path != other)
        self.assertGreaterEqual(place(without, fellow), place(plain, fellow))
        self.assertNotEqual([result['path'] for result in plain], [result['path'] for result in without])
        self.assertNotIn(str(other), [result['path'] for result in without], 'what was taken away is no answer')
        both = self.taraf.json('similar', str(first), str(fellow), '-n', '200')['results']
        less = self.taraf.json('similar', str(first), str(fellow), '--minus', str(other), '-n', '200')
        match = lambda results: max(result['match'] for result in results if pathlib.Path(result['path']).parent.parent == other.parent.parent and result['path'] != str(other))
        self.assertLess(match(less['results']), match(both))
        self.assertEqual([seed['path'] for seed in less['query']['minus']], [str(other)])

    def test_a_path_may_be_relative_or_a_uri(self):
        track = tracks(DEMO)[0]
        expected = [result['path'] for result in self.taraf.json('similar', str(track))['results']]
        for spelling, folder in ((track.name, track.parent), (str(track.relative_to(DEMO)), '/'), (track.as_uri(), '/'),
                                 (f'./../{track.parent.name}/{track.name}', track.parent)):
            results = self.taraf.json('similar', spelling, cwd=folder)['results']
            self.assertEqual([result['path'] for result in results], expected, spelling)

    def test_foci_differ(self):
        track = str(tracks(DEMO)[0])
        orders = {focus: tuple(result['path'] for result in self.taraf.json('similar', track, '--focus', focus)['results'])
                  for focus in FOCI}
        self.assertGreater(len(set(orders.values())), 1)

    def test_neighbours_are_the_same_exact_and_by_graph(self):
        exact = self.taraf.neighbours('-k', '5', '--index', 'exact')
        graph = self.taraf.neighbours('-k', '5', '--index', 'hnsw')
        self.assertEqual(len(exact), 5 * len(tracks(DEMO)))
        self.assertEqual([row[:2] for row in exact], [row[:2] for row in graph])
        same = sum(a[2] == b[2] for a, b in zip(exact, graph))
        self.assertGreaterEqual(same / len(exact), 0.98)
        for query, rank, neighbour, score in exact:
            self.assertNotEqual(query, neighbour)
        self.assertEqual([row[0] for row in exact], sorted(row[0] for row in exact))

    def test_radio_keeps_its_rules(self):
        seed = tracks(DEMO)[0]
        radio = self.taraf.json('radio', str(seed), '--length', '14', '--seed', '5')
        paths = [track['path'] for track in radio['tracks']]
        artists = [track['artist'] for track in radio['tracks']]
        self.assertEqual(len(paths), 14)
        self.assertEqual(len(set(paths)), 14)
        self.assertNotIn(str(seed), paths)
        for artist in artists:
            self.assertLessEqual(artists.count(artist), 2)
        self.assertFalse(any(a == b for a, b in zip(artists, artists[1:])))
        self.assertTrue(all(track['why'] for track in radio['tracks']))
        self.assertEqual(radio, self.taraf.json('radio', str(seed), '--length', '14', '--seed', '5'))
        self.assertNotEqual(radio, self.taraf.json('radio', str(seed), '--length', '14', '--seed', '6'))

    def test_radio_from_an_artist_without_another(self):
        known = self.taraf.json('radio', str(tracks(DEMO)[0]), '--length', '14', '--seed', '5')['tracks']
        artist = self.taraf.json('similar', str(tracks(DEMO)[0]), '-n', '1')['results'][0]['artist']
        other = next(track['artist'] for track in known if track['artist'] != artist)
        radio = self.taraf.json('radio', f'artist:{artist}', '--minus', f'artist:{other}', '--length', '14', '--seed', '5')
        artists = [track['artist'] for track in radio['tracks']]
        self.assertEqual(radio['title'], f'Radio from {artist}')
        self.assertIn(artist, artists)
        self.assertNotIn(other, artists)
        self.assertTrue(self.taraf.json('radio', 'mood:calm', '--rule', 'energy=up', '--length', '5')['tracks'])
        wrong = self.taraf.run('radio', 'mood:purple')
        self.assertEqual(wrong.returncode, 2)
        self.assertIn(b'calm, energetic, happy and sad', wrong.stderr)

    def test_a_radio_longer_than_the_collection_says_so(self):
        ended = self.taraf.run('radio', str(tracks(DEMO)[0]), '--length', '500', '--seed', '1', '--json')
        self.assertEqual(ended.returncode, 0)
        paths = [track['path'] for track in json.loads(ended.stdout)['tracks']]
        self.assertEqual(len(paths), len(set(paths)))
        self.assertIn(b'taraf:', ended.stderr)

    def test_playlists_in_every_format(self):
        expected = [track['path'] for track in self.taraf.json('radio', str(DEMO), '--seed', '1', '--length', '10')['tracks']]
        read = {
            'm3u8': lambda text: [urllib.parse.unquote(line.removeprefix('file://')) for line in text.splitlines() if not line.startswith('#')],
            'pls': lambda text: [urllib.parse.unquote(line.split('=', 1)[1].removeprefix('file://')) for line in text.splitlines() if line.startswith('File')],
            'xspf': lambda text: [urllib.parse.unquote(each.text.removeprefix('file://'))
                                  for each in xml.etree.ElementTree.fromstring(text).iter('{http://xspf.org/ns/0/}location')],
            'json': lambda text: [track['path'] for track in json.loads(text)['tracks']],
        }
        for extension, parse in read.items():
            out = self.folder / f'radio.{extension}'
            ended = self.taraf.run('radio', str(DEMO), '--seed', '1', '--length', '10', '--out', str(out))
            self.assertEqual(ended.returncode, 0, ended.stderr)
            self.assertEqual(parse(out.read_text()), expected, extension)
            printed = self.taraf.run('radio', str(DEMO), '--seed', '1', '--length', '10', '--format', extension)
            self.assertEqual(printed.stdout, out.read_bytes(), extension)

    def test_a_playlist_is_a_seed(self):
        out = self.folder / 'seed.m3u8'
        self.taraf.run('radio', str(tracks(DEMO)[0]), '--seed', '1', '--length', '5', '--out', str(out))
        results = self.taraf.json('similar', str(out), '-n', '5')['results']
        self.assertEqual(len(results), 5)
        members = {urllib.parse.unquote(line.removeprefix('file://')) for line in out.read_text().splitlines() if not line.startswith('#')}
        self.assertFalse(members & {result['path'] for result in results})

    def test_a_playlist_may_hold_strangers(self):
        inside = tracks(DEMO)[4]
        stranger, damaged, playlist = (self.folder / name for name in ('stranger.wav', 'damaged.mp3', 'list.m3u8'))
        subprocess.run(['ffmpeg', '-loglevel', 'error', '-i', inside, '-map_metadata', '-1', '-ar', '44100', stranger], check=True)
        damaged.write_bytes(b'no music' * 1000)
        playlist.write_text('damaged.mp3\nstranger.wav\n')
        asked = self.taraf.json('similar', str(playlist), '-n', '1')
        self.assertEqual([seed['path'] for seed in asked['query']['seeds']], [str(playlist)])
        self.assertEqual(asked['results'][0]['path'], str(inside))
        # What the list says of it counts where the file says nothing: the same song is no answer then.
        known = self.taraf.json('similar', str(inside), '-n', '1')['results'][0]
        (artist, title), = self.taraf.rows('SELECT artists, title FROM files WHERE path = ?', os.fsencode(inside))
        playlist.write_text(f'#EXTINF:0,{artist} - {title}\nstranger.wav\n')
        named = self.taraf.json('similar', str(playlist), '-n', '20')['results']
        self.assertNotIn(str(inside), [result['path'] for result in named])
        self.assertEqual(named[0]['path'], known['path'])
        self.assertIn('same artist', named[0]['why'])
        playlist.write_text('damaged.mp3\n')
        ended = self.taraf.run('similar', str(playlist))
        self.assertEqual(ended.returncode, 1)
        self.assertIn(str(playlist).encode(), ended.stderr)

    def test_two_asking_at_once(self):
        questions = [self.taraf.start('similar', str(track), '--json') for track in tracks(DEMO)[:8]]
        for question in questions:
            out, err = question.communicate()
            self.assertEqual(question.returncode, 0, err)
            self.assertEqual(len(json.loads(out)['results']), 20)


if __name__ == '__main__':
    unittest.main()
