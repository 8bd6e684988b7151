"""Listens, loves and hates to and from ListenBrainz, over a network that fails."""
import os
import pathlib
import pty
import signal
import sqlite3
import stat
import termios
import threading
import time

from bus import Bus
from listenbrainz_server import TOKEN, USER, ListenBrainz, body, cut, msid
from taraf import TarafTestCase, tracks

T = 1_700_000_000


class ListenBrainzTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.server = ListenBrainz()
        self.addCleanup(self.server.stop)
        # No keyring of whoever runs the tests.
        self.taraf.environment['DBUS_SESSION_BUS_ADDRESS'] = f'unix:path={self.folder}/no-bus'

    def login(self):
        return self.taraf.json('listens', 'login', '--listenbrainz', '--server', self.server.root, input=f'{TOKEN}\n'.encode())

    def fetch(self, *more, **how):
        return self.taraf.json('listens', 'fetch', '--listenbrainz', USER, '--server', self.server.root, *more, **how)

    def submit(self, *more, **how):
        return self.taraf.json('listens', 'submit', *more, **how)

    def plays(self):
        return [(at, title) for at, title in self.taraf.rows('SELECT l.at, h.title FROM listens l JOIN heard h ON h.id = l.heard WHERE l.listener = 1 ORDER BY l.at, h.title')]

    def there(self):
        return sorted((at, metadata['track_name']) for (at, _), metadata in self.server.listens.items())

    def record(self, *plays, source='vlc'):
        """Listens as a player leaves them: written while it played."""
        if not self.taraf.database.exists():
            self.taraf.run('listens', 'submit', '--status')
        database = sqlite3.connect(self.taraf.database)
        database.execute('INSERT OR IGNORE INTO sources (name) VALUES (?)', (source,))
        for at, title in plays:
            database.execute("INSERT OR IGNORE INTO heard (fingerprint, match_key, artist, title, album, recording_id, release_id, artist_id, duration_ms) VALUES (?, 0, 'Artist', ?, 'Album', '', '', '', 200000)",
                             (hash(('Artist', title)) % (1 << 62), title))
            database.execute("INSERT OR IGNORE INTO listens SELECT 1, ?, h.id, s.id, 100000 FROM heard h, sources s WHERE h.title = ? AND s.name = ? LIMIT 1", (at, title, source))
        database.commit()
        database.close()

    # ---------------------------------------------------------------- from there

    def test_all_of_it_comes_once_whatever_lies_at_the_borders(self):
        for i in range(700):
            self.server.add(T + i, f'early {i}')
        for i in range(600):  # the border of the second page lies among these
            self.server.add(T + 1000, f'same second {i}')
        for i in range(900):
            self.server.add(T + 2000 + i // 3, f'late {i}')
        first = self.fetch()
        self.assertEqual((first['imported'], first['duplicates']), (2200, 0))
        self.assertEqual(self.plays(), self.there())
        self.server.add(T + 5000, 'new')
        self.server.add(T + 2299, 'late to come')
        again = self.fetch()
        self.assertEqual(again['imported'], 2)
        self.assertEqual(again['pages'], 1, 'only what is new is asked for')
        self.assertEqual(self.plays(), self.there())
        self.assertEqual(self.taraf.json('stats')['plays'], 2202)

    def test_a_second_that_fills_a_page_is_stepped_past(self):
        for i in range(1300):
            self.server.add(T, f'crowd {i}')
        for i in range(5):
            self.server.add(T - 100 - i, f'before {i}')
            self.server.add(T + 100 + i, f'after {i}')
        ended = self.taraf.run('listens', 'fetch', '--listenbrainz', USER, '--server', self.server.root)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertIn(b'1000 listens or more at one second', ended.stderr)
        self.assertEqual(len(self.plays()), 1010)
        self.assertEqual(len([each for each in self.plays() if each[1].startswith('before')]), 5)

    def test_faults_of_a_network_are_borne(self):
        for i in range(1500):
            self.server.add(T + i, f'title {i}')
        self.server.faults = [503, (429, {'X-RateLimit-Reset-In': '1', 'X-RateLimit-Remaining': '0'}), cut, None, cut, (502, {'Retry-After': '1'})]
        told = self.fetch()
        self.assertEqual((told['imported'], told['duplicates']), (1500, 0))
        self.assertEqual(self.plays(), self.there())

    def test_what_is_no_answer_is_a_clear_error_and_changes_nothing(self):
        self.server.add(T, 'a')
        for fault in (body(b'<html>log in to the hotel</html>'), body({'payload': {'listens': {}}}), body({'payload': {'listens': [7]}}), 418, body(b' ' * (33 << 20)),
                      lambda handler: ListenBrainz.say(handler, 302, b'', {'Location': 'http://other.invalid/'})):
            self.server.faults = [fault]
            ended = self.taraf.run('listens', 'fetch', '--listenbrainz', USER, '--server', self.server.root)
            self.assertEqual(ended.returncode, 1, ended.stderr)
            self.assertIn(b'127.0.0.1', ended.stderr)
            self.assertEqual(self.plays(), [])
        self.server.faults = [204]
        self.assertIn(b"knows no user 'me'", self.taraf.run('listens', 'fetch', '--listenbrainz', USER, '--server', self.server.root).stderr)
        ended = self.taraf.run('listens', 'fetch', '--listenbrainz', 'stranger', '--server', self.server.root)
        self.assertEqual((ended.returncode, b"knows no user 'stranger'" in ended.stderr), (1, True), ended.stderr)
        for arguments in (['fetch'], ['fetch', '--listenbrainz', USER, '--server', 'nonsense'], ['fetch', '--listenbrainz', USER, '--since', 'yesterday'], ['fetch', '--listenbrainz'],
                          ['submit'], ['submit', '--live', 'on']):
            self.assertEqual(self.taraf.run('listens', *arguments).returncode, 2, arguments)
        self.assertEqual(self.fetch()['imported'], 1)

    def test_killed_at_any_page_the_same_again_ends_it(self):
        for i in range(6500):
            self.server.add(T + i // 2, f'title {i}')
        for page in range(1, 7):
            reached, go = threading.Event(), threading.Event()

            def wait(handler, reached=reached, go=go):
                reached.set()
                go.wait(60)
                handler.close_connection = True

            self.server.faults = [None] * (page % 3) + [wait]
            fetching = self.taraf.start('listens', 'fetch', '--listenbrainz', USER, '--server', self.server.root)
            self.assertTrue(reached.wait(60))
            below = self.children(fetching.pid)
            for pid in below:
                os.kill(pid, signal.SIGKILL)
            fetching.communicate()
            go.set()
            self.server.add(T + 10_000 + page, f'meanwhile {page}')
            self.assert_all_end(below)
        self.server.faults = []
        self.fetch()
        self.assertEqual(self.plays(), self.there())
        self.assertEqual(self.fetch()['imported'], 0)
        self.assert_sound(self.taraf)

    def test_since_a_day_and_somebody_else(self):
        for i in range(10):
            self.server.add(T + 86_400 * i, f'title {i}')
        day = time.strftime('%Y-%m-%d', time.localtime(T + 86_400 * 7))
        self.server.page, whole = lambda query, page=self.server.page: page({**query, 'count': '2'}), self.server.page
        self.assertLess(self.fetch('--since', day)['imported'], 10)
        self.assertEqual([each for each in self.there() if each[0] >= T + 86_400 * 7 and each not in self.plays()], [])
        self.server.page = whole
        self.assertEqual(len(self.plays()) + self.fetch('--since', '2002-10-01')['imported'], 10)
        self.assertEqual(self.fetch('--other')['imported'], 10)
        self.assertEqual(self.taraf.json('stats')['plays'], 10)
        self.assertEqual(self.taraf.json('stats', '--user', USER)['plays'], 10)

    def test_two_at_once_don_t_disturb_each_other(self):
        for i in range(1500):
            self.server.add(T + i, f'title {i}')
        reached, go = threading.Event(), threading.Event()

        def wait(handler):
            reached.set()
            go.wait(60)
            handler.close_connection = True

        self.server.faults = [None, wait]
        first = self.taraf.start('listens', 'fetch', '--listenbrainz', USER, '--server', self.server.root)
        self.assertTrue(reached.wait(60))
        second = self.taraf.run('listens', 'fetch', '--listenbrainz', USER, '--server', self.server.root)
        self.assertEqual((second.returncode, b'under way' in second.stderr), (1, True), second.stderr)
        go.set()
        self.assertEqual(first.wait(60), 0)
        first.communicate()
        self.assertEqual(self.plays(), self.there())

    # ---------------------------------------------------------------- to there

    def test_what_players_played_is_sent_once_and_known_again(self):
        self.login()
        self.server.add(T - 500, 'from there')
        self.fetch()
        self.record(*((T + i, f'title {i}') for i in range(2100)))
        self.record((T + 50_000, 'imported'), source='lastfm-csv')
        self.assertEqual(self.submit('--dry-run')['waiting'], 2100)
        told = self.submit()
        self.assertEqual((told['submitted'], told['waiting'], told['there']), (2100, 0, 2100))
        self.assertEqual(self.server.batches, [1000, 1000, 100])
        self.assertEqual(len(self.there()), 2101)
        sent = next(each for (at, _), each in self.server.listens.items() if at == T + 5)
        self.assertEqual(sent['additional_info'], {'submission_client': 'Taraf', 'submission_client_version': sent['additional_info']['submission_client_version'], 'media_player': 'vlc',
                                                   'duration_ms': 200_000, 'duration_played': 100})
        self.assertEqual(self.submit()['submitted'], 0)
        # The server has guessed ids meanwhile; what comes back is what went there.
        self.server.mapping = {f'title {i}': f'c7d0bf6e-b2aa-4ffa-bded-{i:012}' for i in range(2100)}
        back = self.fetch('--since', '2002-10-01')
        self.assertEqual((back['imported'], back['duplicates']), (0, 2101))
        self.assertEqual(self.submit('--all')['submitted'], 1)
        self.assertEqual(len(self.server.batches), 4)
        # Another program told the server of a play of ours, some seconds off.
        self.record((T + 90_000, 'twice'), (T + 91_000, 'once'))
        self.server.add(T + 90_004, 'twice', album='Another')
        self.assertEqual(self.fetch()['imported'], 0)
        self.assertEqual(self.submit()['submitted'], 1)

    def test_one_bad_listen_costs_itself_alone(self):
        self.login()
        self.record((T - 86_400 * 365 * 30, 'too early'), (T + 50, 'x' * 11_000), *((T + i, 'poison' if i in (3, 700) else f'title {i}') for i in range(1000)))
        told = self.submit()
        self.assertEqual((told['submitted'], told['waiting']), (998, 0))
        self.assertEqual({(each['title'][:9], each['reason']) for each in told['refused']}, {('too early', 'the time is before 2002-10-01'), ('x' * 9, 'its names are too long together'), ('poison', 'bad listen: poison')})
        asked = len(self.server.batches)
        self.assertLess(asked, 50)
        self.assertEqual((len(self.submit()['refused']), len(self.server.batches)), (4, asked), 'they are told, and not sent again')
        self.assertEqual(len(self.submit('--status')['refused']), 4)
        self.submit('--refused')
        self.assertGreater(len(self.server.batches), asked)

    def test_a_server_that_refuses_all_loses_nothing(self):
        self.login()
        self.record(*((T + i, f'title {i}') for i in range(100)))
        self.server.take = lambda document, size: 'no'
        ended = self.taraf.run('listens', 'submit')
        self.assertEqual((ended.returncode, b'refuses all' in ended.stderr), (1, True), ended.stderr)
        status = self.submit('--status')
        self.assertEqual((status['waiting'], status['refused']), (100, []))

    def test_killed_before_it_is_marked_it_is_sent_again_and_known_there(self):
        self.login()
        self.record(*((T + i, f'title {i}') for i in range(1500)))
        self.server.hold = threading.Event()
        sending = self.taraf.start('listens', 'submit')
        self.assertTrue(self.server.held.wait(60))
        below = self.children(sending.pid)
        for pid in below:
            os.kill(pid, signal.SIGKILL)
        sending.communicate()
        self.server.hold.set()
        self.assert_all_end(below)
        self.assertEqual(len(self.there()), 1000, 'the server has them, and nobody here knows')
        self.assertEqual(self.submit()['submitted'], 1500)
        self.assertEqual(len(self.there()), 1500)
        self.assert_sound(self.taraf)

    def test_offline_it_waits_and_online_it_goes(self):
        self.login()
        self.record(*((T + i, f'title {i}') for i in range(3)))
        self.server.stop()
        ended = self.taraf.run('listens', 'submit')
        self.assertEqual((ended.returncode, b"can't be reached" in ended.stderr), (1, True), ended.stderr)
        self.assertEqual(self.submit('--status')['waiting'], 3)
        self.server.start(self.server.port)
        self.assertEqual(self.submit()['submitted'], 3)

    def test_a_token_that_is_not_known_is_said_so(self):
        ended = self.taraf.run('listens', 'login', '--listenbrainz', '--server', self.server.root, input=b'0a1b2c3d-wrong\n')
        self.assertEqual((ended.returncode, b'does not know this token' in ended.stderr), (2, True), ended.stderr)
        self.login()
        self.record((T, 'a'))
        self.server.faults = [401]
        ended = self.taraf.run('listens', 'submit')
        self.assertEqual((ended.returncode, b'taraf listens login' in ended.stderr), (2, True), ended.stderr)
        self.assertEqual(self.submit('--status')['waiting'], 1)
        self.taraf.json('listens', 'logout')
        self.assertEqual(self.taraf.run('listens', 'submit').returncode, 2)
        self.assertEqual(list(self.taraf.home.glob('*token*')), [])

    def test_on_a_terminal_the_token_is_asked_for_and_not_shown(self):
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        entering = self.taraf.start('listens', 'login', '--listenbrainz', '--server', self.server.root, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        shown = b''
        while b'here): ' not in shown:
            shown += os.read(ours, 1000)
        self.wait_until(lambda: not termios.tcgetattr(ours)[3] & termios.ECHO, 'what is typed is not shown')
        os.write(ours, f'{TOKEN}\n'.encode())
        self.assertEqual(entering.wait(60), 0)
        while b'in a file' not in shown:
            shown += os.read(ours, 1000)
        self.assertNotIn(TOKEN.encode(), shown)

    def test_the_token_is_nowhere_but_in_its_file(self):
        self.login()
        self.record(*((T + i, f'title {i}') for i in range(30)))
        seen = []

        def look(handler):
            for each in pathlib.Path('/proc').glob('[0-9]*'):
                try:
                    if b'taraf' in (each / 'cmdline').read_bytes():
                        seen.append((each / 'cmdline').read_bytes() + (each / 'environ').read_bytes())
                except OSError:
                    pass
            ListenBrainz.say(handler, 400, {'code': 400, 'error': f'Authorization: Token {TOKEN}'})

        self.server.faults = [look]
        said = b''
        for arguments in (['submit'], ['submit', '--status', '--json'], ['fetch', '--listenbrainz']):
            ended = self.taraf.run('listens', *arguments)
            said += ended.stdout + ended.stderr
        self.server.faults = [look] * 3
        said += self.taraf.run('listens', 'login', '--listenbrainz', '--server', self.server.root, input=f'{TOKEN}\n'.encode()).stderr
        self.assertTrue(seen)
        self.assertNotIn(TOKEN.encode(), said + b''.join(seen))
        holders = [each for each in self.taraf.home.rglob('*') if each.is_file() and TOKEN.encode() in each.read_bytes()]
        self.assertEqual([each.name for each in holders], ['listenbrainz.token'])
        self.assertEqual(stat.S_IMODE(holders[0].stat().st_mode), 0o600)
        holders[0].chmod(0o644)
        self.record((T + 100, 'another'))
        ended = self.taraf.run('listens', 'submit')
        self.assertEqual((ended.returncode, b'chmod 600' in ended.stderr), (1, True), ended.stderr)

    def test_a_keyring_that_never_answers_is_not_waited_for(self):
        bus = Bus(self.taraf, self.folder / 'bus')
        self.addCleanup(bus.close)
        for name in ('org.freedesktop.secrets', 'org.kde.kwalletd5', 'org.kde.kwalletd6'):
            (bus.folder / 'services' / f'{name}.service').write_text(f'[D-BUS Service]\nName={name}\nExec=/bin/sleep 20\n')
        bus.busctl('call', 'org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'ReloadConfig')
        for desktop in ('KDE', 'GNOME'):
            self.taraf.environment = {**bus.environment, 'XDG_CURRENT_DESKTOP': desktop}
            self.assertEqual(self.login()['token'], 'file')
        self.record((T, 'a'))
        self.assertEqual(self.submit()['submitted'], 1)

    # ---------------------------------------------------------------- loves and hates

    def test_loves_and_hates_go_both_ways_and_not_round(self):
        root = self.music([0, 1])
        self.taraf.json('rescan', str(root))
        known = self.taraf.json('similar', str(tracks(root)[0]), '-n', '5')['results']
        loved, hated, starred, mine, gone = known
        self.login()
        ids = {}
        for i, each in enumerate(known):
            self.server.add(T + 300 * i, each['title'], artist=each['artist'], album=each['album'])
            ids[each['title']] = msid({'artist_name': each['artist'], 'track_name': each['title'], 'release_name': each['album']})
        self.server.love(msid=ids[loved['title']])
        self.server.love(msid=ids[hated['title']], score=-1)
        self.server.love(msid=ids[starred['title']])
        self.server.love(msid=ids[gone['title']])
        self.server.love(msid='00000000-0000-4000-8000-000000000000')
        self.taraf.json('rate', starred['path'], '--stars', '4')  # later than the love there
        told = self.fetch()
        self.assertEqual((told['opinions'], told['unnamed']), (4, 1))

        def feelings():
            return {each['path']: (each['rating'], each['feeling']) for each in self.taraf.json('rate')['ratings']}
        self.assertEqual(feelings(), {loved['path']: (0, 'love'), hated['path']: (0, 'hate'), starred['path']: (8, 'love'), gone['path']: (0, 'love')})
        posts = lambda: len([each for each in self.server.requests if each[0] == 'POST'])
        before = posts()
        self.assertEqual((self.submit()['opinions'], posts()), (0, before), 'what came from there is not sent back')
        # Both sides change.
        self.taraf.json('rate', mine['path'], '--love')
        self.taraf.json('rate', loved['path'], '--clear')
        del self.server.feedback[None, ids[gone['title']]]
        told = self.submit()
        self.assertEqual((told['opinions'], told['unknown']), (2, 0))
        self.assertEqual({key[1]: score for key, (score, _) in self.server.feedback.items()},
                         {ids[hated['title']]: -1, ids[starred['title']]: 1, ids[mine['title']]: 1, '00000000-0000-4000-8000-000000000000': 1})
        self.assertEqual(feelings(), {hated['path']: (0, 'hate'), starred['path']: (8, 'love'), mine['path']: (0, 'love')})
        before = posts()
        self.fetch()
        self.assertEqual((self.submit()['opinions'], posts()), (0, before))
        self.assertEqual(feelings(), {hated['path']: (0, 'hate'), starred['path']: (8, 'love'), mine['path']: (0, 'love')})

    # ---------------------------------------------------------------- as it happens

    def test_tarafd_sends_what_is_heard_once_that_is_switched_on(self):
        root = self.music([0])
        self.taraf.json('rescan', str(root))
        bus = Bus(self.taraf, self.folder / 'bus')
        self.addCleanup(bus.close)
        first, second, third = (str(each) for each in tracks(root)[:3])
        now = int(time.time())

        def heard(track, at):
            return bus.call('Heard', 'sa{sv}', track, 2, 'at', 'x', at, 'player', 's', 'test')['recorded']
        self.login()
        heard(first, now - 500)
        self.assertTrue(self.taraf.json('listens', 'submit', '--live', 'on')['live'])
        self.assertEqual(heard(second, now + 5), 'new')
        self.wait_until(lambda: self.server.listens, 'it is sent')
        self.assertEqual([at for at, _ in self.server.listens], [now + 5], 'and nothing from before')
        # One that could not send it any more leaves it to the next.
        heard(third, now + 10)
        os.kill(bus.pid(), signal.SIGKILL)
        self.wait_until(lambda: bus.pid() is None, 'it is gone')
        bus.call('Status')
        self.wait_until(lambda: len(self.server.listens) == 2, 'the next one sends it')
        self.assertFalse(self.taraf.json('listens', 'submit', '--live', 'off')['live'])
        self.assertEqual(self.submit('--status')['waiting'], 1)
