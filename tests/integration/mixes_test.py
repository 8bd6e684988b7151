"""Mixes as people ask for them: on the command line, in words where there is nothing yet, and over the bus."""
import datetime
import json
import time

from bus import Bus
from taraf import Taraf, TarafTestCase, tracks


class MixesTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.root = self.music([0, 1, 2, 3])
        self.taraf.json('rescan', str(self.root))
        self.tracks = [str(each) for each in tracks(self.root)]

    def listen(self, path, times, days):
        """Plays of a file in the last days, one after the other, as an export of Last.fm's data set has them."""
        (artist, title), = self.taraf.rows('SELECT artists, title FROM files WHERE path = ?', path.encode())
        first = time.time() - days * 86_400
        return [f'\t{datetime.datetime.fromtimestamp(first - 600 * each, datetime.UTC):%Y-%m-%dT%H:%M:%SZ}\t\t{artist}\t\t{title}\n' for each in range(times)]

    def bring(self, *rows):
        file = self.folder / 'userid-timestamp-artid-artname-traid-traname.tsv'
        file.write_text(''.join(line for each in rows for line in each))
        self.taraf.json('listens', 'import', str(file), '--from', 'lastfm-1k')

    def test_where_nothing_is_known_it_says_what_helps(self):
        every = self.taraf.json('mix', 'list')['mixes']
        self.assertEqual(len(every), 12)
        for mix in every:
            self.assertEqual(mix['lists'], [])
            self.assertTrue(mix['nothing'] and mix['title'] and mix['about'])
        told = self.taraf.run('mix', 'loved')
        self.assertEqual(told.returncode, 0)
        self.assertIn(b'nothing is loved yet; say so with taraf rate FILE --love', told.stdout)
        self.assertIn(b'taraf listens import FILE', self.taraf.run('mix', 'fingerprint').stdout)
        self.assertEqual(self.taraf.run('mix', 'fingerprint', '--out', str(self.folder / 'a.m3u8')).returncode, 1)
        for wrong in (('mix', 'gloomy'), ('mix', 'loved', '--set', 'colour=1'), ('mix', 'loved', '--set', 'colour'), ('mix', 'loved', '--set', 'tracks=-1')):
            self.assertEqual(self.taraf.run(*wrong).returncode, 2, wrong)
        self.assertIn(b'quiet-days', self.taraf.run('mix', 'revisit-tracks', '--settings').stdout)

    def test_loves_and_listens_make_lists(self):
        one, two, three = self.tracks[0], self.tracks[1], self.tracks[2]
        self.bring(self.listen(one, 7, 2), self.listen(two, 30, 120), self.listen(three, 60, 5))
        self.taraf.json('rate', two, '--love')
        loved = self.taraf.json('mix', 'loved')['lists'][0]
        self.assertEqual([each['path'] for each in loved['tracks']], [two, one, three])
        self.assertIn('7 plays within a day', loved['tracks'][1]['why'])
        self.assertEqual([each['path'] for each in self.taraf.json('mix', 'revisit-tracks')['lists'][0]['tracks']], [two])
        unheard = self.taraf.json('mix', 'unheard', '--seed', '3')
        self.assertFalse({one, two, three} & {each['path'] for each in unheard['lists'][0]['tracks']})
        self.assertEqual(unheard['lists'], self.taraf.json('mix', 'unheard', '--seed', '3')['lists'])
        file = self.folder / 'loved.m3u8'
        self.assertEqual(self.taraf.run('mix', 'loved', '--out', str(file)).returncode, 0)
        self.assertEqual([line for line in file.read_text().splitlines() if not line.startswith('#')], [each['uri'] for each in loved['tracks']])
        self.assertIn(loved['tracks'][0]['uri'].encode(), self.taraf.run('mix', 'loved', '--format', 'm3u8').stdout)

    def test_it_is_kept_for_the_day_and_made_anew_when_told(self):
        self.bring(*(self.listen(each, 20, 30) for each in self.tracks[:6]))
        first = self.taraf.json('mix', 'fingerprint')
        self.bring(self.listen(self.tracks[7], 200, 2))
        time.sleep(1.1)
        self.assertEqual(self.taraf.json('mix', 'fingerprint'), first)
        self.assertGreater(self.taraf.json('mix', 'fingerprint', '--force')['made_at'], first['made_at'])
        (self.taraf.home / 'cache/mixes/fingerprint.json').unlink()
        self.assertGreater(self.taraf.json('mix', 'fingerprint')['made_at'], first['made_at'])

    def test_the_service_answers_as_the_command_line_does_and_tells_when_one_is_new(self):
        self.bring(*(self.listen(each, 20, 30) for each in self.tracks[:6]))
        self.taraf.json('rate', self.tracks[0], '--love')
        made = self.taraf.json('mix', 'fingerprint')
        bus = Bus(self.taraf, self.folder / 'bus')
        self.addCleanup(bus.close)
        self.assertEqual(bus.call('Mix', 'sa{sv}', 'fingerprint', 0), made)
        served = Taraf(self.taraf.home)
        served.environment = bus.environment
        self.assertEqual(served.json('mix', 'fingerprint'), made)
        cards = {each['kind']: each for each in bus.call('Mixes')['mixes']}
        self.assertEqual(len(cards), 12)
        card = cards['fingerprint']['lists'][0]
        self.assertEqual(card, {key: value for key, value in made['lists'][0].items() if key != 'tracks'})
        self.assertLessEqual(len(card['covers']), 4)
        self.assertEqual(card['count'], len(made['lists'][0]['tracks']))
        changed = bus.wait_for('MixesChanged')
        time.sleep(1)
        forced = bus.call('Mix', 'sa{sv}', 'fingerprint', 1, 'force', 'b', 'true')
        self.assertGreater(forced['made_at'], made['made_at'])
        self.assertEqual(changed.wait(30), 0)
        changed.stdout.close()
        self.assertEqual(served.json('mix', 'list')['mixes'][0]['kind'], 'loved')
        self.assertEqual(json.loads(served.run('mix', 'loved', '--count', '1', '--json').stdout)['lists'][0]['count'], 1)
