"""Recommendations: by what others hear, by sound, for the right listener, and never twice."""
import contextlib
import datetime
import json
import os
import pathlib
import random
import sqlite3
import subprocess

from taraf import TarafTestCase, end, tracks
from listens_test import NAME, row


def tags_of(path):
    """By lower-case names; some formats keep them with the stream."""
    told = json.loads(subprocess.run(['ffprobe', '-loglevel', 'error', '-show_entries', 'format_tags:stream_tags', '-of', 'json', str(path)], capture_output=True, check=True).stdout)
    return {key.lower(): value for of in (*told.get('streams', ()), told.get('format', {})) for key, value in of.get('tags', {}).items()}


class RecommendTest(TarafTestCase):
    """Two scenes of artists; whoever is at home in one hears little of the other."""

    SCENES = ([f'Norther {i}' for i in range(30)], [f'Souther {i}' for i in range(30)])

    def setUp(self):
        super().setUp()
        self.draw = random.Random(1)

    def tsv(self, rows, name=NAME):
        path = self.folder / name
        path.write_text(''.join(rows))
        return str(path)

    def listener(self, name, scene, artists=15, more=()):
        at = 1_600_000_000 + self.draw.randrange(100_000)
        heard = [*self.draw.sample(self.SCENES[scene], artists), *self.draw.sample(self.SCENES[1 - scene], 1), 'Various Artists', *more]
        return [row(name, at + 10_000 * i + 200 * play, artist, f'Song {play}') for i, artist in enumerate(heard) for play in range(self.draw.randrange(1, 6))]

    def crowd(self, owned=((), ())):
        """Sixty others; what is owned is of one of the scenes, too, and many hear it."""
        rows = []
        for number in range(60):
            scene = number % 2
            rows += self.listener(f'user_{number:03}', scene, more=self.draw.sample(list(owned[scene]), min(3, len(owned[scene]))))
        return rows

    def own(self, scene, name='', plays=60):
        heard = self.SCENES[scene][:8]
        return [row(name, 1_650_000_000 + 300 * i, heard[i % len(heard)], f'Song {i // len(heard)}') for i in range(plays)]

    def artists(self, *arguments):
        return [each['artist'] for each in self.taraf.json('recommend', 'artists', *arguments)['recommended']]

    def test_each_listener_is_answered_by_their_own_taste(self):
        self.taraf.json('listens', 'import', self.tsv(self.crowd() + self.own(0) + self.own(1, "o'hara'; DROP TABLE listeners; --")))
        trained = self.taraf.json('recommend', 'train', '--rank', '8')
        self.assertEqual((trained['trained'], trained['listeners'], trained['others']), (True, 62, 61))
        mine, theirs = self.artists('--count', '10'), self.artists('--count', '10', '--user', "o'hara'; DROP TABLE listeners; --")
        self.assertGreaterEqual(sum(each.startswith('Norther') for each in mine), 9, mine)
        self.assertGreaterEqual(sum(each.startswith('Souther') for each in theirs), 9, theirs)
        self.assertFalse(set(mine) & set(self.SCENES[0][:8]), 'what was heard is not recommended')
        self.assertEqual(self.taraf.run('recommend', 'artists', '--user', 'nobody').returncode, 1)
        self.assertEqual(len(self.taraf.rows('SELECT id FROM listeners')), 62)

    def test_nothing_comes_twice_and_the_past_is_kept(self):
        self.taraf.json('listens', 'import', self.tsv(self.crowd() + self.own(0)))
        self.taraf.json('recommend', 'train', '--rank', '8')
        seen, parts = [], []
        for _ in range(40):
            answer = self.taraf.json('recommend', 'artists', '--count', '6')
            parts.append(answer)
            seen += [each['artist'] for each in answer['recommended']]
            if not answer['recommended']:
                break
        self.assertEqual(len(seen), len(set(seen)))
        self.assertNotIn('Various Artists', seen, 'everybody heard them, and they are nobody')
        self.assertEqual(parts[-1]['recommended'], [])
        self.assertIn('nothing is left', parts[-1]['notes'][-1])
        self.assertIn('left after these', parts[-2]['notes'][-1])
        past = self.taraf.json('recommend', 'artists', '--history')['history']
        self.assertEqual(len(past), len(seen))
        self.assertEqual(past[0]['name'], parts[-2]['recommended'][0]['artist'], 'the newest first, and of one answer the best')
        self.assertEqual(past[-1]['name'], parts[0]['recommended'][-1]['artist'])
        self.assertEqual(self.taraf.json('recommend', 'albums', '--history')['history'], [])
        self.taraf.json('recommend', 'forget')
        self.assertEqual(self.artists('--count', '6'), [each['artist'] for each in parts[0]['recommended']])

    def test_a_new_rating_counts_at_once_and_what_was_rated_is_not_offered(self):
        self.taraf.json('listens', 'import', self.tsv(self.crowd()))
        self.taraf.json('recommend', 'train', '--rank', '8')
        told = self.taraf.run('recommend', 'artists')
        self.assertEqual(told.returncode, 1)
        self.assertIn(b'50 listens or 10 ratings; so far there are 0 and 0', told.stderr)
        for name in self.SCENES[0][:9]:
            self.taraf.json('rate', f'artist:{name}', '--rating', '9')
        self.assertIn(b'so far there are 0 and 9', self.taraf.run('recommend', 'artists').stderr)
        self.taraf.json('rate', f'artist:{self.SCENES[0][9]}', '--love')
        first = self.artists('--count', '8')
        self.assertGreaterEqual(sum(each.startswith('Norther') for each in first), 7, first)
        self.assertFalse(set(first) & set(self.SCENES[0][:10]))
        for name in self.SCENES[0][:10]:
            self.taraf.json('rate', f'artist:{name}', '--hate', '--rating', '1')
        for name in self.SCENES[1][:10]:
            self.taraf.json('rate', f'artist:{name}', '--love')
        second = self.artists('--count', '8')
        self.assertGreaterEqual(sum(each.startswith('Souther') for each in second), 7, second)

    def test_owned_and_unheard_comes_first_with_its_songs(self):
        root = self.music()
        self.taraf.json('rescan', str(root), '--no-analysis')
        names = sorted({tags_of(each)['artist'] for each in tracks(root)})
        self.assertGreaterEqual(len(names), 4)
        near, far = names[: len(names) // 2], names[len(names) // 2:]
        self.taraf.json('listens', 'import', self.tsv(self.crowd((near, far)) + self.own(0)))
        self.taraf.json('recommend', 'train', '--rank', '8')
        answer = self.taraf.json('recommend', 'artists', '--count', '20', '--save', 'For later')
        found = answer['recommended']
        owned = [each for each in found if each['owned']]
        self.assertEqual(found[: len(owned)], owned, 'owned before missing')
        self.assertIn(owned[0]['artist'], near)
        self.assertIn('goes with Norther', owned[0]['why'])
        self.assertTrue(owned[0]['tracks'] and all(pathlib.Path(each['path']).exists() for each in owned[0]['tracks']))
        self.assertTrue(owned[0]['lastfm'].startswith('https://www.last.fm/music/') and owned[0]['musicbrainz'].startswith('https://musicbrainz.org/'))
        self.assertIn('For later', [each['name'] for each in self.taraf.json('playlist', 'list')['playlists']])
        self.assertEqual(answer['saved'], 'For later')
        dated = self.taraf.json('recommend', 'tracks', '--save')
        self.assertEqual(dated['saved'], f'Recommended tracks {datetime.date.today().isoformat()}')
        by_artist = [each['artist'] for each in dated['recommended']]
        self.assertLessEqual(max(by_artist.count(each) for each in by_artist), 2)
        albums = self.taraf.json('recommend', 'albums')['recommended']
        self.assertTrue(albums and all(each['tracks'] for each in albums))
        self.assertFalse(any(each['owned'] for each in self.taraf.json('recommend', 'artists', '--missing')['recommended']))

    def test_alone_it_says_what_is_missing_and_goes_by_sound(self):
        root = self.music()
        self.taraf.json('rescan', str(root))
        some = tracks(root)[0]
        heard = tags_of(some)
        self.taraf.json('listens', 'import', self.tsv([row('', 1_650_000_000 + 300 * i, heard['artist'], heard['title']) for i in range(50)]))
        trained = self.taraf.json('recommend', 'train')
        self.assertEqual((trained['trained'], trained['others']), (False, 0))
        self.assertIn(b"nobody else's listens are known", self.taraf.run('recommend', 'train').stdout)
        answer = self.taraf.json('recommend', 'tracks')
        self.assertEqual(answer['by'], 'sound')
        self.assertIn('by sound alone', answer['notes'][0])
        self.assertTrue(answer['recommended'])
        self.assertNotIn(str(some), [track['path'] for each in answer['recommended'] for track in each['tracks']])
        self.assertIn('sounds like', answer['recommended'][0]['why'])

    def test_a_damaged_model_is_said_and_made_anew(self):
        self.taraf.json('listens', 'import', self.tsv(self.crowd() + self.own(0)))
        self.taraf.json('recommend', 'train', '--rank', '8')
        again = self.taraf.json('recommend', 'train', '--rank', '8')
        self.assertEqual((again['warm'], again['generation']), (True, 2))
        model = self.taraf.home / 'cache' / 'taste'
        content = bytearray(model.read_bytes())
        content[len(content) // 2] ^= 1
        model.write_bytes(content)
        self.assertIn('damaged', self.taraf.json('recommend', 'artists')['notes'][0])
        self.assertFalse(self.taraf.json('recommend', 'train', '--rank', '8')['warm'])
        self.assertEqual(self.taraf.json('recommend', 'artists')['by'], 'listeners')

    def test_a_killed_search_goes_on_and_ends_alike(self):
        self.taraf.json('listens', 'import', self.tsv(self.crowd()))
        whole = self.taraf.json('recommend', 'tune', '--jobs', '1')
        self.assertEqual((len(whole['cells']), whole['resumed']), (36, 0))
        kept = self.taraf.home / 'cache' / 'taste.tuning'
        kept.unlink()
        process = self.taraf.start('recommend', 'tune', '--jobs', '1', '--json')
        self.wait_until(lambda: kept.exists() and len(kept.read_text().splitlines()) > 5, 'some cells are done')
        for child in self.children(process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, 9)
        end(process)
        process.stdout.close()
        process.stderr.close()
        again = self.taraf.json('recommend', 'tune', '--jobs', '1', '--picture', str(self.folder / 'tuning.svg'))
        self.assertGreaterEqual(again['resumed'], 5)
        self.assertEqual(again['cells'], whole['cells'])
        self.assertIn('<svg', (self.folder / 'tuning.svg').read_text())
        best = whole['cells'][0]
        self.taraf.json('recommend', 'train')
        with contextlib.closing(sqlite3.connect(f'file:{self.taraf.database}?mode=ro', uri=True)) as database:
            self.assertTrue(database.execute("SELECT value FROM settings WHERE key = 'taste.options'").fetchone()[0].startswith(f'bm25 {best["rank"]} '))

    def test_ratings_are_searched_on_the_grid_of_the_seed(self):
        self.taraf.json('listens', 'import', self.tsv(self.crowd()))
        found = self.taraf.json('recommend', 'tune', '--weights', 'ratings')
        self.assertEqual((found['figure'], len(found['cells'])), ('rmse', 36))
        figures = [each['figure'] for each in found['cells']]
        self.assertEqual(figures, sorted(figures))
        self.assertLess(figures[0], 3)

    def test_ways_are_compared(self):
        self.taraf.json('listens', 'import', self.tsv(self.crowd()))
        found = self.taraf.json('recommend', 'evaluate', '--rank', '8', '--regularisation', '1')
        self.assertEqual([each['split'] for each in found['trials']], ['time', 'listener'])
        for trial in found['trials']:
            ways = {each['way']: each for each in trial['ways']}
            self.assertEqual(set(ways), {'popularity', 'item-knn', 'als', 'audio', 'blend'})
            self.assertGreater(ways['als']['ndcg10'], ways['popularity']['ndcg10'])
            self.assertEqual(trial['blend_is_best'], ways['blend']['ndcg10'] >= max(each['ndcg10'] for each in ways.values()))
