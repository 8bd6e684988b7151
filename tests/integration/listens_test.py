"""What was listened to: brought in from files, matched to the collection, told in sessions and statistics; and listens as they happen."""
import datetime
import gzip
import io
import json
import os
import pathlib
import signal
import subprocess
import tarfile
import time
import xml.etree.ElementTree
import zipfile

from bus import Bus, Refused
from taraf import TarafTestCase, tracks

NAME = 'userid-timestamp-artid-artname-traid-traname.tsv'


def moment(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime('%Y-%m-%dT%H:%M:%SZ')


def row(user, seconds, artist, title):
    return f'{user}\t{moment(seconds)}\t\t{artist}\t\t{title}\n'


class ListensTest(TarafTestCase):
    def tsv(self, *rows, name=NAME):
        path = self.folder / name
        path.write_text(''.join(rows))
        return str(path)

    def packed(self, *rows):
        path, data = self.folder / 'lastfm-dataset-1K.tar.gz', ''.join(rows).encode()
        with tarfile.open(path, 'w:gz') as archive:
            member = tarfile.TarInfo(f'lastfm-dataset-1K/{NAME}')
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        return str(path)

    def tags(self, path):
        """Artist and title, in lower-case keys, wherever the format keeps them."""
        told = json.loads(subprocess.run(['ffprobe', '-loglevel', 'error', '-show_entries', 'format_tags:stream_tags', '-of', 'json', str(path)], capture_output=True, check=True).stdout)
        found = {key.lower(): value for part in (told.get('format', {}), *told.get('streams', [])) for key, value in part.get('tags', {}).items()}
        return {'artist': found['artist'], 'title': found['title']}

    def test_twice_the_same_file_changes_nothing(self):
        file = self.packed(row('u1', 1_200_000_000, 'A', 'x'), row('u1', 1_200_000_300, 'A', 'y'), 'damaged\n', row('u2', 1_200_000_000, 'B', 'z'), row('u2', 1_200_000_100, '', 'nameless'))
        dry = self.taraf.json('listens', 'import', file, '--dry-run')
        self.assertEqual((dry['imported'], dry['duplicates']), (3, 0))
        first = self.taraf.json('listens', 'import', file)
        self.assertEqual((first['imported'], first['duplicates'], first['rejected_count']), (3, 0, 2))
        self.assertEqual({(each['line'], each['reason']) for each in first['rejected']}, {(3, 'not 6 columns'), (5, 'no artist')})
        again = self.taraf.json('listens', 'import', file)
        self.assertEqual((again['imported'], again['duplicates']), (0, 3))

    def test_the_collection_is_known_again_by_its_names(self):
        root = self.music([0, 1])
        self.taraf.json('rescan', str(root))
        known = [each for each in self.taraf.json('search', pathlib.Path(tracks(root)[0]).parent.name.rsplit(' - ')[-1])['tracks']][:2]
        rows = [row('', 1_700_000_000 + 300 * i, each['artist'].upper(), f'{each["title"]} (2011 Remaster)') for i, each in enumerate(known)]
        missing = [row('', 1_700_010_000 + 300 * i, 'Nobody Here', 'Not There') for i in range(3)]
        told = self.taraf.json('listens', 'import', self.tsv(*rows, *missing))
        self.assertEqual((told['imported'], told['in_collection']), (len(known) + 3, len(known)))
        self.assertEqual([(each['name'], each['plays']) for each in self.taraf.json('listens', 'unmapped')['songs']], [('Not There', 3)])
        stats = self.taraf.json('stats', '--by', 'year')
        self.assertEqual((stats['plays'], stats['tracks'], stats['periods'][0]['discovered']), (len(known) + 3, len(known) + 1, len(known) + 1))
        self.assertEqual(stats['top_tracks'][0]['name'], 'Not There')
        self.assertEqual(self.taraf.json('stats', '--since', '2024-01-01')['plays'], 0)
        self.assertIn(b"no listens of 'stranger'", self.taraf.run('stats', '--user', 'stranger').stderr)

    def test_what_was_heard_before_its_file_came_is_found_when_it_comes(self):
        root = self.music([0, 1])
        folders = sorted({pathlib.Path(each).parent for each in tracks(root)})
        away = self.folder / 'away'
        folders[-1].rename(away)
        self.taraf.json('rescan', str(root), '--no-analysis')
        heard = self.taraf.json('listens', 'import', self.tsv(row('', 1_700_000_000, 'Nobody Here', 'Not There')))
        self.assertEqual(heard['in_collection'], 0)
        away.rename(folders[-1])
        late = self.tags(tracks(folders[-1])[0])
        folders[-1].rename(away)
        self.assertEqual(self.taraf.json('listens', 'import', self.tsv(row('', 1_700_000_300, late['artist'], late['title'])))['in_collection'], 0)
        self.assertEqual({each['name'] for each in self.taraf.json('listens', 'unmapped')['songs']}, {'Not There', late['title']})
        away.rename(folders[-1])
        self.taraf.json('rescan', '--no-analysis')
        self.assertEqual({each['name'] for each in self.taraf.json('listens', 'unmapped')['songs']}, {'Not There'})

    def test_what_is_spelled_otherwise_is_found_or_asked_about(self):
        root = self.music([0, 1])
        self.taraf.json('rescan', str(root), '--no-analysis')
        named = sorted((self.tags(each) | {'path': str(each)} for each in tracks(root)), key=lambda each: -len(each['title']))
        clear, vague = named[0], named[-1]
        self.assertGreater(len(clear['title']), 12)
        told = self.taraf.json('listens', 'import', self.tsv(row('', 1_700_000_000, clear['artist'], clear['title'][:5] + clear['title'][6:]), row('', 1_700_000_300, vague['artist'], vague['title'] + 'xyz'),
                                                             row('', 1_700_000_600, vague['artist'], vague['title'] + 'xyz'), row('', 1_700_000_900, 'Nobody Here', 'Not There')))
        self.assertEqual(told['in_collection'], 1)

        def review(*arguments):
            return self.taraf.json('listens', 'review', *arguments)
        doubts = review()['songs']
        self.assertEqual([(each['plays'], each['taken'], each['tracks'][0]['path']) for each in doubts], [(2, False, vague['path']), (1, True, clear['path'])])
        asked, taken = doubts
        missing = lambda: {each['name'] for each in self.taraf.json('listens', 'unmapped')['songs']}  # noqa: E731
        self.assertEqual(missing(), {'Not There', asked['title']})
        review('--same', asked['tracks'][0]['id'])
        self.assertEqual(missing(), {'Not There'})
        review('--none', str(taken['song']))
        self.assertEqual(missing(), {'Not There', taken['title']})
        self.assertEqual(review()['songs'], [], 'not asked again')
        other = next(each for each in named if each not in (clear, vague))
        self.taraf.json('listens', 'import', self.tsv(row('', 1_700_001_200, other['artist'], other['title'])))  # everything is looked for anew
        self.assertEqual(missing(), {'Not There', taken['title']}, 'a decision is remembered')
        review('--choose', str(taken['song']), other['path'])
        self.assertEqual(missing(), {'Not There'})
        review('--undo', str(taken['song']), '--undo', str(asked['song']))
        self.assertEqual(review()['songs'], doubts)
        self.assertEqual(self.taraf.run('listens', 'review', '--same', 'x').returncode, 2)
        for wrong, why in ( (('--same', f'{taken["song"]}:99999'), b'99999'), (('--none', '99999'), b'99999'), (('--choose', str(taken['song']), '/nowhere.mp3'), b'/nowhere.mp3'),
                           (('--undo', str(taken['song'])), b'nothing was decided')):
            ended = self.taraf.run('listens', 'review', *wrong)
            self.assertEqual(ended.returncode, 1)
            self.assertIn(why, ended.stderr)
        self.assertEqual(review()['songs'], doubts)

    def test_sessions_are_the_same_from_the_file_and_from_the_library(self):
        rows = [row('u2', 1_200_000_000 + 60 * i, 'B', f't{i % 3}') for i in range(9)] + [row('u1', 1_200_000_000 + 1199 * i, 'A', 'x') for i in range(4)] + [row('u1', 1_300_000_000 + 1200 * i, 'A', 'y') for i in range(4)]
        file = self.packed(*reversed(rows))
        out = self.folder / 'top.tsv'
        direct = self.taraf.json('sessions', file, '--longest', '2', '--top', '3', '--out', str(out))
        self.assertEqual([(each['user'], each['plays']) for each in direct['sessions']], [('u2', 9), ('u1', 4)])
        self.assertEqual(out.read_text(), 'artist_name\ttrack_name\tplay_count\nA\tx\t4\nB\tt0\t3\nB\tt1\t3\n')
        self.assertEqual(self.taraf.json('sessions', file, '--inclusive')['found'], 3)
        self.assertEqual(direct['found'], 6)
        self.taraf.json('listens', 'import', file)
        library = self.taraf.json('sessions', '--longest', '2', '--top', '3')
        self.assertEqual({key: library[key] for key in ('sessions', 'songs', 'found')}, {key: direct[key] for key in ('sessions', 'songs', 'found')})

    def test_stars_and_counts_in_tags_come_in_where_nothing_was_said(self):
        root = self.music([0])
        first, second, third = (pathlib.Path(each) for each in list(tracks(root))[:3])

        def tagged(path, **values):
            other = path.with_name('tagged' + path.suffix)
            metadata = [part for key, value in values.items() for part in ('-metadata', f'{key}={value}')]
            subprocess.run(['ffmpeg', '-loglevel', 'error', '-y', '-i', str(path), '-codec', 'copy', *metadata, str(other)], check=True)
            other.rename(path)
        tagged(first, FMPS_RATING='0.8', FMPS_PLAYCOUNT='12')
        tagged(second, FMPS_RATING='0.2')
        self.taraf.json('rescan', str(root), '--no-analysis')
        self.taraf.json('rate', str(second), '--rating', '5')
        for told in (self.taraf.json('listens', 'import', '--from', 'tags') for _ in range(2)):  # the second time changes nothing
            pass
        self.assertEqual((told['counts'], told['opinions'], told['imported']), (0, 0, 0))
        said = {each['path']: each['rating'] for each in self.taraf.json('rate')['ratings']}
        self.assertEqual(said, {str(first): 8, str(second): 5})
        self.assertEqual(self.taraf.rows('SELECT p.plays, s.name, h.matched_by FROM play_counts p JOIN sources s ON s.id = p.source JOIN heard h ON h.id = p.heard'), [(12, 'tags', 'file')])
        self.assertEqual(self.taraf.run('listens', 'import', '--from', 'tags', str(third)).returncode, 2)
        self.assertEqual(self.taraf.run('listens', 'import').returncode, 2)

    def test_statistics_of_a_restored_library_are_its_own(self):
        def most_played():
            return [(each['artist'], each['plays']) for each in self.taraf.json('stats', '--everybody')['top_artists']]
        self.taraf.json('listens', 'import', self.tsv(row('u1', 1_200_000_000, 'A', 'x'), row('u2', 1_200_000_000, 'A', 'x')))
        copy = self.taraf.json('library', 'backup')
        self.taraf.json('listens', 'import', self.tsv(row('u1', 1_200_000_300, 'B', 'y')))
        self.assertEqual(sorted(most_played()), [('A', 2), ('B', 1)])
        self.taraf.json('library', 'restore', copy['path'])
        self.taraf.json('listens', 'import', self.tsv(row('u1', 1_200_000_600, 'C', 'z'), row('u1', 1_200_000_900, 'C', 'z')))  # as many changes as were counted before
        self.assertEqual(sorted(most_played()), [('A', 2), ('C', 2)])

    def test_a_step_says_what_it_read_kept_and_dropped(self):
        rows = [row('u1', 1_200_000_000 + 60 * i, 'A', f't{i % 3}') for i in range(6)] + [row('u2', 1_300_000_000 + 60 * i, 'B', '' if i else 'x') for i in range(3)] + [row('u2', 1_400_000_000, 'B', 'x'), 'damaged\n']
        told = self.taraf.json('sessions', self.packed(*rows), '--longest', '2', '--top', '2', '--explain')
        steps = {each['name']: (each['in'], each['out'], {one['reason']: one['count'] for one in each['dropped']}) for each in told['steps']}
        self.assertEqual(steps, {'read': (11, 10, {'not 6 columns': 1}), 'plays': (10, 10, {}), 'sessions': (10, 3, {}), 'longest': (3, 2, {'shorter than the 2 longest': 1}),
                                 'songs': (9, 4, {'without an artist or a title': 2}), 'top': (4, 2, {'played less than the first 2': 2})})
        columns = {each['name']: (each['nulls'], each['distinct'], each['most'], each['most_rows']) for each in told['columns']}
        self.assertEqual(columns, {'user': (0, 2, 'u1', 6), 'artist': (0, 2, 'A', 6), 'artist_id': (10, 0, '', 0), 'title': (2, 4, 't0', 2), 'recording_id': (10, 0, '', 0), 'album': (10, 0, '', 0),
                                   'day': (0, 3, '2008-01-10', 6)})
        self.assertNotIn('steps', self.taraf.json('sessions', self.packed(*rows)))
        self.taraf.json('listens', 'import', self.packed(*rows))
        columns = {each['name']: each['nulls'] for each in self.taraf.json('sessions', '--explain')['columns']}
        self.assertEqual(columns['title'], 0, 'the library keeps nothing without a title')

    def test_pictures_are_drawn_whole(self):
        self.taraf.json('listens', 'import', self.tsv(*(row('', 1_700_000_000 + 86_400 * i, 'Ampers & <and>', f'"t" {i % 3}') for i in range(40))))
        for name, command in (('stats', ('stats',)), ('steps', ('sessions',))):
            svg, png = self.folder / f'{name}.svg', self.folder / f'{name}.png'
            self.taraf.json(*command, '--picture', str(svg))
            tree = xml.etree.ElementTree.parse(svg).getroot()
            words = [each.text for each in tree.iter('{http://www.w3.org/2000/svg}text')]
            self.assertIn('40' if name == 'stats' else '40 rows in', words)
            self.taraf.json(*command, '--picture', str(png))
            self.assertEqual(png.read_bytes()[:8], b'\x89PNG\r\n\x1a\n')
            width, height = (int.from_bytes(png.read_bytes()[at:at + 4]) for at in (16, 20))
            self.assertEqual((width, height), (2 * int(tree.get('width')), 2 * int(tree.get('height'))))
        self.assertIn('Ampers & <and>', (each.text for each in xml.etree.ElementTree.parse(self.folder / 'stats.svg').getroot().iter('{http://www.w3.org/2000/svg}text')))
        self.assertEqual(self.taraf.run('stats', '--picture', 'x.jpg').returncode, 2)
        empty = self.taraf.run('stats', '--since', '2030-01-01', '--picture', str(self.folder / 'empty.svg'))
        self.assertEqual(empty.returncode, 1)
        self.assertFalse((self.folder / 'empty.svg').exists())
        nowhere = self.taraf.run('stats', '--picture', str(self.folder / 'no/such/folder.svg'))
        self.assertEqual(nowhere.returncode, 1)
        self.assertIn(b'no/such', nowhere.stderr)

    def test_services_bring_listens_loves_and_playlists(self):
        root = self.music([0])
        self.taraf.json('rescan', str(root))
        known = self.taraf.json('similar', str(tracks(root)[0]), '-n', '3')['results']
        first, second = known[0], known[1]
        listens = [{'listened_at': 1_700_000_000 + 300 * i, 'track_metadata': {'artist_name': each['artist'], 'track_name': each['title'], 'release_name': each['album']}} for i, each in enumerate(known)]
        brainz = self.folder / 'listenbrainz_me.zip'
        with zipfile.ZipFile(brainz, 'w', zipfile.ZIP_DEFLATED) as archive:
            archive.writestr('user.json', '{"user_id": 1, "username": "me"}')
            archive.writestr('listens/2023/11.jsonl', ''.join(json.dumps(each) + '\n' for each in listens))
        told = self.taraf.json('listens', 'import', str(brainz))
        self.assertEqual((told['imported'], told['in_collection']), (3, 3))
        self.assertEqual(self.taraf.json('stats')['plays'], 3, 'they are one\'s own')
        spotify = self.folder / 'my_spotify_data.zip'
        with zipfile.ZipFile(spotify, 'w', zipfile.ZIP_DEFLATED) as archive:
            archive.writestr('Spotify Account Data/YourLibrary.json', json.dumps({'tracks': [{'artist': first['artist'], 'album': first['album'], 'track': first['title'], 'uri': 'spotify:track:1'}]}))
            archive.writestr('Spotify Account Data/Playlist1.json', json.dumps({'playlists': [{'name': 'Evening', 'lastModifiedDate': '2024-01-01', 'items': [
                {'track': {'trackName': second['title'], 'artistName': second['artist'], 'albumName': second['album'], 'trackUri': 'spotify:track:2'}, 'episode': None, 'localTrack': None, 'addedDate': '2024-01-01'},
                {'track': {'trackName': 'Elsewhere', 'artistName': 'Nobody Here', 'albumName': 'x', 'trackUri': 'spotify:track:3'}, 'episode': None, 'localTrack': None, 'addedDate': '2024-01-01'}]}]}))
        for _ in range(2):  # the second time changes nothing
            told = self.taraf.json('listens', 'import', str(spotify))
            self.assertEqual([(each['name'], each['count'], each['found'], each['missing']) for each in told['playlists']], [('Evening', 2, 1, ['Nobody Here – Elsewhere'])])
        self.assertEqual([(each['path'], each['rating']) for each in self.taraf.json('rate')['ratings']], [(first['path'], 10)])
        self.assertEqual([each['name'] for each in self.taraf.json('playlist', 'list')['playlists']], ['Evening'])
        seeds = self.taraf.json('radio', 'playlist:Evening', '--length', '3')
        self.assertEqual(len(seeds['tracks']), 3)

    def test_killed_in_the_middle_the_same_command_ends_it(self):
        rows = [row(f'user{i // 20000}', 1_200_000_000 + 60 * (i % 20000), f'artist {i % 5000}', f'title {i % 30011}') for i in range(400_000)]
        file = self.packed(*rows)
        importing = self.taraf.start('listens', 'import', file)
        library = pathlib.Path(self.taraf.home, 'library.db')
        self.wait_until(lambda: library.exists() and library.with_name('library.db-wal').exists() and library.with_name('library.db-wal').stat().st_size > 1_000_000, 'rows are written')
        importing.send_signal(signal.SIGKILL)
        importing.communicate()
        again = self.taraf.json('listens', 'import', file)
        self.assertEqual(again['imported'] + again['duplicates'], len(rows))
        self.assertEqual(self.taraf.json('stats', '--everybody')['plays'], len(rows))
        self.assert_sound(self.taraf)

    def test_what_is_no_export_is_refused_by_name(self):
        for content in (b'', b'not listens at all', os.urandom(5000), gzip.compress(b'x' * 100)):
            path = self.folder / 'odd'
            path.write_bytes(content)
            ended = self.taraf.run('listens', 'import', str(path))
            self.assertEqual(ended.returncode, 1)
            self.assertIn(b'odd', ended.stderr)
        ended = self.taraf.run('listens', 'import', '/nowhere.zip')
        self.assertEqual(ended.returncode, 1)
        self.assertIn(b'/nowhere.zip', ended.stderr)

    def test_a_play_that_is_told_twice_is_one(self):
        root = self.music([0])
        self.taraf.json('rescan', str(root))
        bus = Bus(self.taraf, self.folder / 'bus')
        self.addCleanup(bus.close)
        first, second = (str(each) for each in tracks(root)[:2])
        now = int(time.time()) - 1000

        def heard(track, at, *more, skipped='false'):
            return bus.call('Heard', 'sa{sv}', track, 3 + len(more) // 3, 'at', 'x', at, 'player', 's', 'test', 'skipped', 'b', skipped, *more)['recorded']
        self.assertEqual(heard(first, now, skipped='true'), 'new')
        self.assertEqual(heard(first, now + 2), 'known')
        self.assertEqual(heard(second, now + 300), 'new')
        self.assertEqual(heard('https://radio.example/stream', now + 600), 'nameless')
        self.assertEqual(heard('https://radio.example/stream', now + 600, 'artist', 's', 'Someone', 'title', 's', 'Something'), 'new')
        with self.assertRaisesRegex(Refused, '"player"'):
            bus.call('Heard', 'sa{sv}', first, 1, 'at', 'x', now)
        with self.assertRaisesRegex(Refused, 'time'):
            bus.call('Heard', 'sa{sv}', first, 1, 'player', 's', 'test')
        stats = self.taraf.json('stats')
        self.assertEqual(stats['plays'], 3)
        self.assertEqual([each['name'] for each in self.taraf.json('listens', 'unmapped')['songs']], ['Something'])
