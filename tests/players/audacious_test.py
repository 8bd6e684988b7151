"""The plugin in the real Audacious: its dock, the playlist's menu, and a radio that goes on."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

import player
from bus import NAME, PATH, plain
from taraf import TarafTestCase, tracks

PLUGIN = pathlib.Path(os.environ['TARAF_PLUGINS']) / 'audacious' / 'taraf.so'
# The entries of Services, from its end: the last one is Audacious' own.
RADIO, SIMILAR_TRACKS, SIMILAR_ALBUM = 2, 3, 4


class AudaciousTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.root = self.music()
        self.taraf.json('rescan', str(self.root))
        self.seed = tracks(self.root)[4]

    def start(self, has_tarafd=True, language='C.UTF-8', **settings):
        self.desktop = player.Desktop(self.folder, self.taraf if has_tarafd else None)
        self.addCleanup(lambda: self.assertEqual(self.audacious.reports(), []))
        self.addCleanup(self.desktop.close)
        self.desktop.environment['LC_MESSAGES'] = language
        self.audacious = player.AudaciousWithTaraf(self.desktop, PLUGIN, **settings)
        self.audacious.tool('playlist-addurl', self.seed.parent.as_uri())
        player.wait_for(lambda: int(self.tool('playlist-length') or 0) >= len(tracks(self.seed.parent)), 60, 'the album in audacious')

    def tool(self, *words):
        return self.audacious.tool(*words)

    def call(self, method, signature='', *arguments):
        ended = self.desktop.run('busctl', '--user', '--json=short', '--timeout=100', 'call', NAME, PATH, NAME, method, *([signature, *arguments] if signature else []))
        self.assertEqual(ended.returncode, 0, ended.stderr)
        return plain(json.loads(ended.stdout)['data'])[0]

    def choose(self, up):
        """What the menu's entry makes of the album's second track: a playlist of its own."""
        lists = int(self.tool('number-of-playlists'))
        self.press(up)
        player.wait_for(lambda: int(self.tool('number-of-playlists')) == lists + 1, 60, 'a new playlist')
        player.wait_for(lambda: int(self.tool('playlist-length')) > 0, 60, 'its tracks')
        return self.audacious.paths()

    def press(self, up):
        window, = self.desktop.windows('Audacious')
        for words in (['windowsize', '--sync', window, '1200', '700'], ['windowmove', window, '0', '0'], ['mousemove', '1100', '400', 'click', '1']):
            subprocess.run(['xdotool', *words], env=self.desktop.environment, check=True, timeout=20)
        self.desktop.keys('Home', 'Down')
        self.audacious.choose(up)

    def test_the_dock_is_part_of_the_window(self):
        self.start()
        self.assertEqual(len(self.desktop.windows('Audacious')), 1)
        self.assertEqual(self.desktop.windows('^Taraf$'), [])
        self.assertEqual(self.audacious.quit(), 0)

    def test_a_dock_that_people_let_float_stays_so(self):
        self.start(start_docked='FALSE')
        self.assertEqual(len(self.desktop.windows('^Taraf$')), 1)
        self.assertEqual(self.audacious.quit(), 0)

    def test_similar_to_this_album(self):
        self.start()
        found = self.choose(SIMILAR_ALBUM)
        self.assertEqual(self.tool('current-playlist-name'), 'Similar to ' + self.seed.parent.name.split(' - ')[1])
        expected = [track['path'] for album in self.taraf.json('similar', str(self.seed.parent), '--album', '-n', '15')['results']
                    for track in sorted(album['tracks'], key=lambda each: each['track'])]
        self.assertGreaterEqual(len(found), 10)
        self.assertEqual(found, expected)

    def test_similar_tracks(self):
        self.start()
        found = self.choose(SIMILAR_TRACKS)
        second = self.taraf.json('similar', str(tracks(self.seed.parent)[1]), '-n', '50')
        self.assertEqual(found, [track['path'] for track in second['results']])
        self.assertGreaterEqual(len(found), 10)
        self.assertTrue(self.tool('current-playlist-name').startswith('Similar to '))

    def test_in_german(self):
        self.start(language='de_DE.UTF-8')
        self.choose(SIMILAR_ALBUM)
        self.assertEqual(self.tool('current-playlist-name'), 'Ähnlich wie ' + self.seed.parent.name.split(' - ')[1])

    def test_a_radio_goes_on_and_hears_of_skips(self):
        self.start(tracks_ahead='3')
        self.choose(RADIO)
        self.assertTrue(self.tool('current-playlist-name').startswith('Radio from '))
        radio, = self.call('Radios')['radios']
        heard = []
        for position in range(1, 13):
            player.wait_for(lambda: self.tool('playlist-position') == str(position) and int(self.tool('current-song-length-seconds') or 0) > 0, 60, f'track {position} to play')
            heard.append(self.tool('current-song-filename'))
            player.wait_for(lambda: int(self.tool('playlist-length')) >= position + 3, 60, f'tracks ahead of {position}')
            if position == 2:
                self.tool('playlist-advance')
            elif position == 7:
                # Audacious ends, and begins again with what it had.
                self.assertEqual(self.audacious.quit(), 0)
                self.audacious.start()
                self.tool('playback-play')
                player.wait_for(lambda: self.tool('current-song-filename') == heard[-1], 60, 'the track that played')
                self.to_the_end()
            else:
                self.to_the_end()
        player.wait_for(lambda: self.events(radio['radio'])[:12] == ['played', 'skipped', *['played'] * 10], 60, 'all to be told')
        self.assertEqual([path for path, _ in self.given(radio['radio'])][:12], [player.path_of(each) for each in heard])
        self.assertEqual(len(set(heard)), 12)

    def test_what_is_heard_is_written_down_once(self):
        # The plugin tells it, and tarafd hears it through MPRIS as well.
        self.start()
        self.tool('playback-play')
        player.wait_for(lambda: int(self.tool('current-song-length-seconds') or 0) > 60, 60, 'a track of more than a minute')
        first = self.tool('current-song')
        player.wait_for(lambda: self.taraf.json('stats')['plays'] == 1, 90, 'half of it to be heard')
        self.tool('playlist-advance')
        player.wait_for(lambda: self.tool('current-song') != first and int(self.tool('current-song-length-seconds') or 0) > 0, 60, 'the next one')
        time.sleep(2)
        self.tool('playlist-advance')

        def rows(table):
            with contextlib.closing(sqlite3.connect(self.taraf.database)) as library:
                return library.execute(f"SELECT s.name, h.matched_by, l.played_ms FROM {table} AS l JOIN sources AS s ON s.id = l.source JOIN heard AS h ON h.id = l.heard").fetchall()
        player.wait_for(lambda: rows('skips'), 60, 'the skip')
        time.sleep(3)  # for whoever else would tell it
        self.assertEqual([each[1] for each in rows('listens') + rows('skips')], ['file', 'file'])
        self.assertGreater(rows('listens')[0][2], 30_000)
        # Who closes the dock switches the plugin off: then there is MPRIS.
        self.tool('plugin-enable', 'taraf', 'off')
        self.tool('playlist-jump', '1')
        player.wait_for(lambda: len(rows('skips')) == 2, 60, 'the skip that only MPRIS tells')

    def to_the_end(self):
        player.wait_for(lambda: int(self.tool('current-song-output-length-seconds') or -1) >= 0, 60, 'sound')
        self.tool('playback-seek', str(int(self.tool('current-song-length-seconds')) - 1))

    def given(self, radio):
        return [(track['path'], track['event']) for track in self.call('RadioTracks', 'x', str(radio))['tracks']]

    def events(self, radio):
        return [event for _, event in self.given(radio)]

    def test_without_tarafd_it_says_so_and_lives(self):
        self.start(has_tarafd=False)
        self.press(SIMILAR_TRACKS)
        player.wait_for(lambda: self.desktop.windows('^Error$'), 60, 'a word about it')
        self.desktop.keys('Return')
        self.tool('playback-play')
        player.wait_for(lambda: self.tool('current-song-filename'), 60, 'music')
        self.assertEqual(self.audacious.quit(), 0)

    def test_without_an_index_or_with_a_newer_library_it_says_so_and_lives(self):
        self.start()
        self.choose(SIMILAR_TRACKS)
        with contextlib.closing(sqlite3.connect(self.taraf.database)) as library:
            version, = library.execute('PRAGMA user_version').fetchone()
            for damage in (lambda: shutil.rmtree(self.taraf.home / 'cache' / 'index'), lambda: library.execute('PRAGMA user_version = 99')):
                damage()
                os.kill(self.tarafd(), signal.SIGKILL)
                self.tool('set-current-playlist', '1')
                self.press(SIMILAR_TRACKS)
                player.wait_for(lambda: self.desktop.windows('^Error$'), 60, 'a word about it')
                self.desktop.keys('Return')
            self.tool('playback-play')
            player.wait_for(lambda: self.tool('current-song-filename'), 60, 'music')
            # As soon as it is well again, it answers.
            library.execute(f'PRAGMA user_version = {version}')
        self.taraf.json('rescan')
        self.choose(SIMILAR_TRACKS)
        self.assertEqual(self.audacious.quit(), 0)

    def test_a_tarafd_that_is_killed_is_started_again(self):
        self.start()
        for _ in range(2):
            self.choose(SIMILAR_TRACKS)
            os.kill(self.tarafd(), signal.SIGKILL)
        self.assertEqual(self.audacious.quit(), 0)

    def tarafd(self):
        ended = self.desktop.run('busctl', '--user', '--json=short', 'call', 'org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID', 's', NAME)
        return json.loads(ended.stdout)['data'][0]

    def test_disabled_and_enabled_again(self):
        self.start()
        threads = []
        for _ in range(4):
            for state in ('off', 'on'):
                self.tool('plugin-enable', 'taraf', state)
                self.assertEqual(self.tool('plugin-is-enabled', 'taraf') is not None, state == 'on')
                if state == 'off':
                    threads.append(len(os.listdir(f'/proc/{self.audacious.process.pid}/task')))
        self.assertLessEqual(threads[-1], threads[0])
        self.choose(SIMILAR_TRACKS)
        self.assertEqual(self.audacious.quit(), 0)

    def test_without_a_screen(self):
        self.desktop = player.Desktop(self.folder, self.taraf)
        self.addCleanup(lambda: self.assertEqual(self.audacious.reports(), []))
        self.addCleanup(self.desktop.close)
        self.audacious = player.AudaciousWithTaraf(self.desktop, PLUGIN)
        self.assertEqual(self.audacious.quit(), 0)
        del self.desktop.environment['DISPLAY']
        self.audacious.process = self.desktop.start(*self.audacious.command('-H'))
        player.wait_for(self.audacious.is_there, 60, 'the plugin in a headless audacious')
        self.tool('playlist-addurl', self.seed.as_uri())
        self.tool('playback-play')
        player.wait_for(lambda: self.tool('current-song-filename'), 60, 'music')
        self.assertEqual(self.audacious.quit(), 0)

    def test_software_centres_can_read_about_it(self):
        file = pathlib.Path(__file__).parents[2] / 'plugin' / 'audacious' / 'org.taraf.Taraf.audacious.metainfo.xml'
        ended = subprocess.run(['appstreamcli', 'validate', '--no-net', '--override=url-homepage-missing=info', file], capture_output=True, text=True)
        self.assertEqual(ended.returncode, 0, ended.stdout)

    def test_nothing_heavy_is_mapped(self):
        self.start()
        mapped = {pathlib.Path(line.split()[-1]).name.split('.so')[0] for line in pathlib.Path(f'/proc/{self.audacious.process.pid}/maps').read_text().splitlines() if '.so' in line}
        self.assertIn('taraf', mapped)
        for heavy in ('libtorch', 'libtorch_cpu', 'libavcodec-taraf', 'libSQLiteCpp', 'libtaraf', 'libtaraf-work', 'libtag'):
            self.assertNotIn(heavy, mapped)


if __name__ == '__main__':
    unittest.main()
