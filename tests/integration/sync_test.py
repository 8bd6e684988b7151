"""Listens and ratings shared between devices and members of a household, through a real PostgreSQL server that the test starts itself."""
import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import threading
import time
import unittest

from postgres import Cluster, Line
from taraf import BIN, Taraf, TarafTestCase, end


def fingerprint(*texts):
    value = 0xCBF29CE484222325
    for text in texts:
        for byte in text.encode():
            value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
        value = value * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value - (1 << 64) if value >> 63 else value


class Device(Taraf):
    """A home that shares as a member. What happens in it is written by SQL, as Taraf writes it, so that a test can do much of it."""

    @contextlib.contextmanager
    def writing(self):
        with contextlib.closing(sqlite3.connect(self.database, timeout=60)) as database:
            database.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)  # writing back is Taraf's business
            database.execute('PRAGMA wal_autocheckpoint = 0')
            with database:
                database.execute('BEGIN IMMEDIATE')
                database.execute("INSERT INTO sources (name) VALUES ('test') ON CONFLICT DO NOTHING")
                yield database

    def hear(self, *plays, kind='listen'):
        """(time, title, seconds) of each, all by artist A."""
        with self.writing() as database:
            for at, title, seconds in plays:
                hear(database, at, title, seconds, kind)

    def rate(self, artist, rating, at=None):
        with self.writing() as database:
            rate(database, artist, rating, at)

    def plays(self, listener=''):
        rows = []
        for kind in ('listen', 'skip'):
            rows += self.rows(f"""SELECT '{kind}', p.at, h.title, p.played_ms FROM {kind}s AS p JOIN heard AS h ON h.id = p.heard JOIN listeners AS l ON l.id = p.listener
                                  WHERE l.name = ? ORDER BY p.at, h.title""", listener)
        return rows

    def opinions(self):
        return self.rows("SELECT subject, rating, feeling FROM opinions WHERE kind = 'artist' ORDER BY subject")

    def waits(self):
        return self.rows('SELECT count(*) FROM outbox')[0][0]


def hear(database, at, title, seconds, kind='listen'):
    database.execute("""INSERT INTO heard (fingerprint, match_key, artist, title, album, recording_id, release_id, artist_id, duration_ms) VALUES (?, 0, 'A', ?, '', '', '', '', 0)
                        ON CONFLICT DO NOTHING""", (fingerprint('A', title, '', ''), title))
    database.execute(f"""INSERT INTO {kind}s (listener, at, heard, source, played_ms)
                         SELECT 1, ?, h.id, s.id, ? FROM heard AS h, sources AS s WHERE h.fingerprint = ? AND s.name = 'test'
                         ON CONFLICT DO UPDATE SET played_ms = max(played_ms, excluded.played_ms)""", (at, seconds * 1000, fingerprint('A', title, '', '')))


def rate(database, artist, rating, at=None):
    database.execute("""INSERT INTO opinions (kind, subject, recording, name, rating, feeling, changed_at) VALUES ('artist', lower(?1), NULL, ?1, ?2, 'none', ?3)
                        ON CONFLICT (kind, subject) DO UPDATE SET rating = excluded.rating, changed_at = max(excluded.changed_at, changed_at + 1)""", (artist, rating, int(time.time()) if at is None else at))


class SyncTestCase(TarafTestCase):
    tls = False

    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(cls.tls)
        cls.addClassCleanup(cls.cluster.close)

    def setUp(self):
        super().setUp()
        self.name = self.id().rpartition('.')[2][:50]
        self.cluster.psql('postgres', f'CREATE DATABASE {self.name}')

    def init(self, *members):
        self.taraf.json('sync', '--init', '--yes', '--postgres', self.cluster.address('postgres', self.name), *(word for member in members for word in ('--user', member)))

    def device(self, name, member='anna', **more):
        """One that has spoken with the server."""
        device = Device(self.folder / name)
        device.json('sync', '--postgres', self.cluster.address(member, self.name, **more))
        return device

    def server_plays(self, member='anna'):
        return [(kind, int(at), title, int(played)) for kind, at, title, played in
                self.cluster.rows(self.name, f"""SELECT p.kind, p.at, s.title, p.played_ms FROM taraf.plays AS p JOIN taraf.members AS m ON m.id = p.member
                                                 JOIN taraf.songs AS s ON s.member = p.member AND s.fingerprint = p.song
                                                 WHERE m.role = '{member}' AND NOT p.gone ORDER BY p.kind, p.at, s.title""")]

    def assert_same(self, *devices):
        """What the devices and the server have is the same, and nothing waits."""
        for device in devices:
            self.assertEqual(device.waits(), 0)
            self.assert_sound(device)
            self.assertEqual(device.plays(), self.server_plays())
            self.assertEqual(device.opinions(), devices[0].opinions())
            self.assertEqual({(artist, str(at), str(rating)) for artist, at, rating in
                              device.rows('SELECT h.artist, n.changed_at, n.rating FROM named_opinions AS n JOIN heard AS h ON h.id = n.heard WHERE n.listener = 1')},
                             set(self.cluster.rows(self.name, "SELECT artist, changed_at, rating FROM taraf.opinions")))


class HouseholdTest(SyncTestCase):
    def test_devices_of_one_person_have_the_same(self):
        shown = self.taraf.run('sync', '--init', '--dry-run', '--postgres', self.cluster.address('postgres', self.name), '--user', 'anna')
        self.assertIn(b'CREATE SCHEMA taraf AUTHORIZATION taraf_owner', shown.stdout)
        self.assertIn(b'CREATE POLICY mine ON taraf.plays', shown.stdout)
        self.assertEqual(self.cluster.psql(self.name, "SELECT count(*) FROM pg_namespace WHERE nspname = 'taraf'"), ['0'], 'it only showed')
        self.init('anna', 'ben')
        again = self.taraf.json('sync', '--init', '--yes', '--postgres', self.cluster.address('postgres', self.name), '--user', 'anna')
        self.assertEqual(again['sql'], '')
        file = self.folder / 'userid-timestamp-artid-artname-traid-traname.tsv'
        file.write_text('\t2009-04-08T01:57:47Z\t\tDeep Dish\t\tFuck Me Im Famous "x" \\ {a,b}\n' 'somebody\t2009-04-08T01:57:47Z\t\tOther\t\tNot Mine\n')
        one, two = Device(self.folder / 'one'), Device(self.folder / 'two')
        for device in (one, two):  # the same export on both
            device.json('listens', 'import', str(file), '--from', 'lastfm-1k')
        dry = one.json('sync', '--dry-run', '--postgres', self.cluster.address('anna', self.name))
        self.assertEqual(dry['sent']['listens'], 1)
        self.assertEqual(one.rows('SELECT count(*) FROM sharing'), [(0,)])
        first = one.json('sync', '--postgres', self.cluster.address('anna', self.name))
        self.assertEqual((first['sent']['listens'], first['exchanges']), (1, 1), "other people's listens stay here")
        second = two.json('sync', '--postgres', self.cluster.address('anna', self.name))
        self.assertEqual((second['sent']['listens'], second['taken']['listens']), (1, 0), 'the same fact')
        self.assertEqual(self.cluster.psql(self.name, 'SELECT count(*) FROM taraf.plays'), ['1'])

        two.hear((1_700_000_000, 'x', 100))
        two.hear((1_700_000_500, 'y', 10), kind='skip')
        self.assertEqual(two.waits(), 2)
        two.rate('Nina', 8)
        self.assertEqual(two.json('sync')['sent'], {'listens': 2, 'ratings': 1})
        taken = one.json('sync')
        self.assertEqual(taken['taken'], {'listens': 2, 'ratings': 1})
        self.assertEqual(one.opinions(), [('nina', 8, 'none')])
        self.assert_same(one, two)
        # It was a listen after all, and longer.
        with one.writing() as database:
            database.execute('DELETE FROM skips')
            hear(database, 1_700_000_500, 'y', 200)
        one.json('sync')
        two.json('sync')
        self.assert_same(one, two)
        self.assertEqual(two.plays()[-1], ('listen', 1_700_000_500, 'y', 200_000))

        self.assertTrue(one.json('sync', '--off')['was_on'])
        self.assertEqual(one.rows("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'share%'"), [(0,)])
        self.assertIn(b'taraf sync --postgres', one.run('sync').stderr)

    def test_ratings_of_what_both_have_find_its_files(self):
        self.init('anna')
        root = self.music([0])
        one, two = self.device('one'), self.device('two')
        for device in (one, two):
            device.json('rescan', str(root), '--no-analysis')
        track = sorted(root.rglob('*.*'))[0]
        album = next(path for path in root.rglob('*') if path.is_dir() and any(child.is_file() for child in path.iterdir()))
        one.json('rate', str(track), '--rating', '9')
        one.json('rate', str(album), '--rating', '7')
        self.assertEqual(one.json('sync')['sent']['ratings'], 2)
        two.json('sync')
        said = {(each['of'], each['rating']) for each in two.json('rate')['ratings']}
        self.assertEqual(said, {('track', 9), ('album', 7)})
        self.assertEqual(two.json('sync')['sent']['ratings'], 0, 'what came is not told back')
        two.json('rate', str(track), '--rating', '2')
        two.json('sync')
        one.json('sync')
        self.assertIn(('track', 2), {(each['of'], each['rating']) for each in one.json('rate')['ratings']})

    def test_of_two_ratings_the_later_counts_whichever_is_told_first(self):
        self.init('anna')
        one, two = self.device('one'), self.device('two')
        for artist, first, second in (('Later first', 2000, 1000), ('Later second', 1000, 2000), ('Same time', 1500, 1500), ('Undated', 0, 0)):
            one.rate(artist, 8, first)
            two.rate(artist, 3, second)
        for device in (one, two, one):
            device.json('sync')
        one.rate('Same time, told the other way round', 8, 1500)
        two.rate('Same time, told the other way round', 3, 1500)
        for device in (two, one, two):
            device.json('sync')
        said = dict((artist, rating) for artist, rating, _ in one.opinions())
        self.assertEqual((said['later first'], said['later second']), (8, 3))
        self.assert_same(one, two)
        # A word that answers one from a clock that is ahead counts.
        ahead = int(time.time()) + 3000
        one.rate('Ahead', 8, ahead)
        one.json('sync')
        two.json('sync')
        two.json('rate', 'artist:Ahead', '--rating', '2')
        two.json('sync')
        one.json('sync')
        self.assertIn(('ahead', 2, 'none'), one.opinions())
        self.assert_same(one, two)

    def test_another_member_sees_what_is_shared_alone(self):
        self.init('anna', 'ben', 'cem')
        anna, ben = self.device('anna'), self.device('ben', 'ben')
        anna.hear((100, 'x', 1), (200, 'y', 1))
        anna.rate('Nina', 8)
        anna.json('sync')
        self.assertEqual(ben.json('sync')['others'], [])
        self.assertEqual(self.cluster.psql(self.name, 'SELECT (SELECT count(*) FROM taraf.plays), (SELECT count(*) FROM taraf.songs), (SELECT count(*) FROM taraf.opinions)', 'ben'), ['0|0|0'])
        anna.json('sync', '--share', 'ratings')
        self.assertEqual(ben.json('sync')['others'], [{'name': 'anna', 'listens': 0, 'ratings': 1}])
        self.assertEqual(self.cluster.psql(self.name, 'SELECT (SELECT count(*) FROM taraf.plays), (SELECT count(*) FROM taraf.songs), (SELECT count(*) FROM taraf.opinions)', 'ben'), ['0|0|1'])
        anna.json('sync', '--share', 'all')
        self.assertEqual(ben.json('sync')['others'], [{'name': 'anna', 'listens': 2, 'ratings': 0}], 'also what was heard before')
        self.assertEqual([play[1] for play in ben.plays('anna')], [100, 200])
        self.assertEqual(ben.plays(), [])
        self.assertEqual(ben.opinions(), [], 'what somebody else thinks is not what ben thinks')
        ben.hear((300, 'z', 1))
        self.assertEqual(ben.json('sync')['sent']['listens'], 1, "anna's are not sent as ben's")
        anna.json('sync', '--share', 'none')
        anna.hear((400, 'x', 1))
        anna.json('sync')
        self.assertEqual(ben.json('sync')['others'], [])
        self.assertEqual(len(ben.plays('anna')), 2, 'what was shared stays')

        # By SQL, past Taraf.
        refused = lambda sql, role='ben': self.cluster.psql(self.name, sql, role, expect=1)
        for table in ('plays', 'songs', 'opinions', 'devices', 'members', 'schema_version'):
            self.assertIn('permission denied', refused(f'DELETE FROM taraf.{table}'))
            self.assertIn('permission denied', refused(f'INSERT INTO taraf.{table} DEFAULT VALUES'))
        self.assertIn('permission denied', refused('UPDATE taraf.plays SET gone = true'))
        self.assertIn('permission denied', refused('UPDATE taraf.members SET shares_listens = true'))
        self.assertIn('permission denied', refused('SELECT revision FROM taraf.members'))
        self.assertIn('permission denied', refused('SET ROLE taraf_owner'))
        self.assertIn('permission denied', refused('CREATE TABLE taraf.x ()'))
        self.cluster.psql(self.name, 'SELECT taraf.share(true, true)', 'cem')
        self.assertEqual(self.cluster.rows(self.name, 'SELECT role, shares_listens FROM taraf.members ORDER BY role'), [('anna', 'f'), ('ben', 'f'), ('cem', 't')])
        self.assertEqual(self.cluster.psql(self.name, 'SELECT count(*) FROM taraf.devices', 'ben'), ['1'])
        self.cluster.psql('postgres', 'CREATE ROLE nobody_here LOGIN')
        self.assertIn('permission denied', refused('SELECT * FROM taraf.plays', 'nobody_here'))
        stranger = self.taraf.run('sync', '--postgres', self.cluster.address('nobody_here', self.name))
        self.assertIn(b"does not know 'nobody_here' as a member", stranger.stderr)
        self.assertEqual(self.taraf.rows('SELECT count(*) FROM sharing'), [(0,)])

    def test_a_steady_state_takes_one_round_trip(self):
        self.init('anna')
        one, two = self.device('one'), self.device('two')
        two.hear((100, 'x', 1))
        two.json('sync')
        one.hear((200, 'y', 1))
        one.rate('Nina', 3)
        self.cluster.psql(self.name, f"ALTER DATABASE {self.name} SET log_statement = 'all'")
        before = self.cluster.log.stat().st_size
        done = one.json('sync')
        self.assertEqual((done['exchanges'], done['sent'], done['taken']['listens']), (1, {'listens': 1, 'ratings': 1}, 1), 'telling and hearing at once')
        with open(self.cluster.log, 'rb') as log:
            log.seek(before)
            said = [line for line in log if line.startswith(b'taraf|anna|') and b'statement:' in line]
        self.assertEqual([b'taraf.exchange' in line for line in said], [*[False] * (len(said) - 1), True])
        drivers = [line for line in said if b'taraf.' not in line]
        self.assertFalse([line for line in drivers if not any(word in line for word in (b'SET ', b'set ', b'version()', b"'\\\\' x"))], "what else is said is Qt's greeting")

    def test_what_is_dated_in_the_future_waits(self):
        self.init('anna')
        one = self.device('one')
        ahead = int(time.time()) + 7200
        one.hear((ahead, 'x', 1), (100, 'y', 1))
        for _ in range(2):
            done = one.json('sync')
            self.assertEqual(done['late'], 1)
        self.assertEqual((one.waits(), len(one.plays()), len(self.server_plays())), (1, 2, 1), 'it is neither sent nor lost')
        with one.writing() as database:  # the hours pass
            database.execute('DELETE FROM listens WHERE at = ?', (ahead,))
            hear(database, ahead - 7200, 'x', 1)
        one.json('sync')
        self.assertEqual(len(self.server_plays()), 2)

    def test_nothing_is_skipped_that_is_committed_late(self):
        self.init('anna')
        one, two = self.device('one'), self.device('two')
        two.hear((100, 'x', 1))
        two.json('sync')
        one.json('sync')
        # A device tells something, and its transaction stays open while others go on.
        slow = subprocess.Popen(['psql', '-XAtq', '-h', self.cluster.folder, '-U', 'anna', '-d', self.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        slow.stdin.write(f"""BEGIN; SELECT count(*) FROM taraf.exchange(2, 5, 1, 0, '{{}}', '{{}}', '{{}}', '[]', '{{listen}}', '{{150}}', '{{{fingerprint('A', 'x', '', '')}}}', '{{1000}}', '{{slow}}', '[]');\n""")
        slow.stdin.flush()
        slow.stdout.readline()
        self.assertEqual(one.json('sync')['taken']['listens'], 0)
        two.hear((200, 'x', 1))
        waiting = two.start('sync')  # its revision comes after the one that is under way
        time.sleep(0.3)
        self.assertIsNone(waiting.poll())
        self.assertEqual(one.json('sync')['taken']['listens'], 0)
        slow.communicate('COMMIT;\n')
        self.assertEqual(waiting.wait(30), 0)
        waiting.communicate()
        self.assertEqual(one.json('sync')['taken']['listens'], 2)
        two.json('sync')
        self.assert_same(one, two)

    def test_one_at_a_time(self):
        self.init('anna')
        one = self.device('one')
        self.cluster.psql(self.name, "SELECT 1")
        holder = subprocess.Popen(['flock', '-x', one.home / 'sync.lock', 'sleep', '60'])
        self.addCleanup(end, holder)
        self.wait_until(lambda: subprocess.run(['flock', '-n', one.home / 'sync.lock', 'true']).returncode != 0, 'the lock is held')
        self.assertIn(b'under way', one.run('sync').stderr)


class BackupTest(SyncTestCase):
    def test_an_older_library_is_put_back(self):
        self.init('anna')
        one, two = self.device('one'), self.device('two')
        one.hear((100, 'a', 1))
        one.json('sync')
        one.json('library', 'backup', str(self.folder / 'copy.db'))
        one.hear((200, 'b', 1))
        one.rate('Nina', 5)
        one.json('sync')
        two.hear((300, 'c', 1))
        two.json('sync')
        one.json('library', 'restore', str(self.folder / 'copy.db'))
        self.assertEqual(len(one.plays()), 1)
        one.hear((400, 'd', 1))
        self.assertTrue(one.json('sync')['started_over'])
        two.json('sync')
        self.assertEqual([play[1] for play in one.plays()], [100, 200, 300, 400])
        self.assert_same(one, two)
        self.assertFalse(one.json('sync')['started_over'])

    def test_a_copied_library_becomes_a_device_of_its_own(self):
        self.init('anna')
        one = self.device('one')
        one.hear((100, 'a', 1))
        one.json('sync')
        one.json('library', 'backup', str(self.folder / 'copy.db'))
        clone = Device(self.folder / 'clone')
        clone.home.mkdir()
        (self.folder / 'copy.db').rename(clone.database)
        one.hear((200, 'b', 1))
        clone.hear((300, 'c', 1))
        over = [device.json('sync')['started_over'] for device in (one, clone, one, clone, one)]
        self.assertEqual(over.count(True), 1)
        self.assert_same(one, clone)
        self.assertNotEqual(one.rows('SELECT device FROM sharing'), clone.rows('SELECT device FROM sharing'))

    def test_an_older_server_is_put_back(self):
        self.init('anna')
        one, two = self.device('one'), self.device('two')
        one.hear((100, 'a', 1), (150, 'b', 1))
        one.json('sync')
        two.json('sync')
        dump = self.folder / 'dump'
        with open(dump, 'wb') as file:
            subprocess.run(['pg_dump', '-h', self.cluster.folder, '-U', 'postgres', '-Fc', self.name], stdout=file, check=True)
        two.hear((200, 'c', 1))
        one.hear((150, 'b', 7))
        one.rate('Nina', 5)
        for device in (one, two, one):
            device.json('sync')
        self.cluster.psql('postgres', f'DROP DATABASE {self.name} WITH (FORCE)')
        self.cluster.psql('postgres', f'CREATE DATABASE {self.name}')
        subprocess.run(['pg_restore', '-h', self.cluster.folder, '-U', 'postgres', '-d', self.name, dump], check=True)
        self.assertEqual(len(self.server_plays()), 2)
        two.hear((300, 'd', 1))
        self.assertTrue(two.json('sync')['started_over'])
        self.assertTrue(one.json('sync')['started_over'])
        two.json('sync')
        self.assertEqual([(play[1], play[3]) for play in one.plays()], [(100, 1000), (150, 7000), (200, 1000), (300, 1000)])
        self.assert_same(one, two)
        # And one that is quite empty.
        self.cluster.psql('postgres', f'DROP DATABASE {self.name} WITH (FORCE)')
        self.cluster.psql('postgres', f'CREATE DATABASE {self.name}')
        self.init('anna')
        for device in (one, two):
            self.assertTrue(device.json('sync')['started_over'])
        one.json('sync')
        self.assert_same(one, two)


class ServerTest(SyncTestCase):
    def test_a_newer_server_is_left_alone(self):
        self.init('anna')
        one = self.device('one')
        one.hear((100, 'a', 1))
        self.cluster.psql(self.name, 'UPDATE taraf.schema_version SET version = 99, oldest_client = 98')
        self.assertIn(b'newer Taraf', one.run('sync').stderr)
        self.assertEqual(self.cluster.psql(self.name, 'SELECT count(*) FROM taraf.plays'), ['0'])
        self.cluster.psql(self.name, 'DROP FUNCTION taraf.exchange')  # of which a newer one may have another
        self.assertIn(b'newer Taraf', one.run('sync').stderr)
        self.assertIn(b'newer Taraf', one.run('sync', '--init', '--yes', '--postgres', self.cluster.address('postgres', self.name)).stderr)
        self.assertEqual(one.waits(), 1)

    def test_an_older_server_is_brought_up_to_date_once(self):
        self.assertIn(b'is not set up for Taraf yet', self.taraf.run('sync', '--postgres', self.cluster.address('postgres', self.name)).stderr)
        self.init('anna')
        one = self.device('one')
        self.cluster.psql(self.name, 'DROP FUNCTION taraf.exchange, taraf.share; UPDATE taraf.schema_version SET version = 1')
        self.assertIn(b'set up by an older Taraf', one.run('sync').stderr)
        self.assertIn(b'may not change', one.run('sync', '--init', '--yes').stderr, 'a member can not')
        both = [self.taraf.start('sync', '--init', '--yes', '--json', '--postgres', self.cluster.address('postgres', self.name)) for _ in range(2)]
        told = [process.communicate(timeout=60) for process in both]
        self.assertEqual([process.returncode for process in both], [0, 0], told)
        self.assertEqual(self.cluster.psql(self.name, 'SELECT version FROM taraf.schema_version'), ['2'])
        one.json('sync')

    def test_an_owner_need_be_no_superuser(self):
        self.cluster.psql('postgres', f'DROP OWNED BY taraf_owner; CREATE ROLE keeper LOGIN CREATEROLE; GRANT CREATE ON DATABASE {self.name} TO keeper; GRANT taraf_owner, taraf_member TO keeper WITH ADMIN OPTION'
                          if self.cluster.psql('postgres', "SELECT 1 FROM pg_roles WHERE rolname = 'taraf_owner'") else f'CREATE ROLE keeper LOGIN CREATEROLE; GRANT CREATE ON DATABASE {self.name} TO keeper')
        self.taraf.json('sync', '--init', '--yes', '--postgres', self.cluster.address('keeper', self.name), '--user', 'dora')
        dora = self.device('dora', 'dora')
        dora.hear((100, 'a', 1))
        self.assertEqual(dora.json('sync')['sent']['listens'], 1)
        self.assertEqual(self.cluster.psql(self.name, "SELECT rolsuper OR rolcanlogin FROM pg_roles WHERE rolname = 'taraf_owner'"), ['f'])

    def test_a_password_is_never_seen(self):
        self.init('pia')
        self.cluster.psql('postgres', "ALTER ROLE pia PASSWORD 'secret'")
        address = self.cluster.address('pia', self.name)
        pia = Device(self.folder / 'pia')
        pia.environment['HOME'] = str(self.folder)
        refused = pia.run('sync', '--postgres', address.replace('pia@', 'pia:secret@'))
        self.assertIn(b'.pgpass', refused.stderr)
        self.assertNotIn(b'secret', refused.stderr + refused.stdout)
        self.assertNotIn(b'secret', pia.run('sync', '--postgres', f'{address}&password=secret').stderr)
        self.assertIn(b'wants a password', pia.run('sync', '--postgres', address).stderr)
        (self.folder / '.pgpass').write_text('*:*:*:pia:secret\n')
        (self.folder / '.pgpass').chmod(0o600)
        pia.json('sync', '--postgres', address)
        (self.folder / '.pgpass').unlink()
        self.assertEqual(pia.run('sync').returncode, 1)
        # Typed in: not shown, not in the arguments, not kept.
        ours, theirs = os.openpty()
        self.addCleanup(os.close, ours)
        typed = subprocess.Popen([BIN / 'taraf', 'sync'], env=pia.environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
        os.close(theirs)
        out = b''
        with contextlib.suppress(OSError):  # its end
            while data := os.read(ours, 1000):
                if b'Password' in data:
                    os.write(ours, b'secret\n')
                out += data
        self.assertEqual(typed.wait(), 0)
        self.assertIn(b'sent 0 listens', out)
        self.assertNotIn(b'secret', out)
        self.assertNotIn('secret', ' '.join(map(str, pia.rows('SELECT value FROM settings'))))


class EncryptionTest(SyncTestCase):
    tls = True

    def test_a_server_has_to_prove_its_name(self):
        self.init('anna')
        one = Device(self.folder / 'one')
        one.environment['HOME'] = str(self.folder)
        address = f'postgresql://anna@localhost:{self.cluster.port}/{self.name}'
        refused = one.run('sync', '--postgres', address)
        self.assertEqual(refused.returncode, 1)
        self.assertIn(b'certificate', refused.stderr)
        self.assertIn(b'root.crt', refused.stderr)
        self.assertIn(b'certificate', one.run('sync', '--postgres', f'{address}?sslrootcert={self.cluster.certificate}'.replace('localhost', '127.0.0.1')).stderr, 'its name is another')
        one.json('sync', '--postgres', f'{address}?sslrootcert={self.cluster.certificate}')
        weak = one.run('sync', '--postgres', f'{address}?sslmode=require')
        self.assertEqual(weak.returncode, 0)
        self.assertIn(b'nobody checks that this is your server', weak.stderr)


class HammerTest(SyncTestCase):
    """Two devices that hear and judge all the time, on a line that is cut 200 times."""

    def test_two_hundred_disconnects(self):
        self.init('anna')
        devices, struck, lock = [self.device('one'), self.device('two')], {'cut': 0, 'ended': 0, 'killed': 0}, threading.Lock()

        def hammer(number, device):
            dice, mine = random.Random(number), 0
            line = Line(self.cluster)
            self.addCleanup(line.close)
            address = self.cluster.address('anna', self.name, folder=line.folder)
            environment = device.environment
            for turn in range(1000):
                if mine >= 100:
                    break
                with device.writing() as database:
                    for _ in range(dice.randrange(1, 40)):
                        hear(database, 1_600_000_000 + 60 * dice.randrange(300), f'song {dice.randrange(3)}', dice.randrange(300), dice.choice(('listen', 'listen', 'skip')))
                    if dice.random() < 0.5:
                        database.execute('DELETE FROM skips WHERE listener = 1 AND at = ?', (1_600_000_000 + 60 * dice.randrange(300),))
                    for _ in range(dice.randrange(3)):
                        rate(database, f'Artist {dice.randrange(40)}', dice.randrange(11), 1_700_000_000 + dice.randrange(1000))
                way = dice.choice(('cut', 'cut', 'cut', 'ended', 'killed'))
                if way == 'cut':
                    line.cut_next_after(dice.randrange(60, 6000), 1_000_000_000) if dice.random() < 0.6 else line.cut_next_after(1_000_000_000, dice.randrange(600, 6000))
                cuts = line.cuts
                process = subprocess.Popen([BIN / 'taraf-work', 'sync', '--postgres', address], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                if way == 'ended':
                    while process.poll() is None:
                        if self.cluster.psql('postgres', f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'taraf' AND datname = '{self.name}' ORDER BY random() LIMIT 1"):
                            mine += 1
                            with lock:
                                struck[way] += 1
                            break
                elif way == 'killed':
                    time.sleep(dice.uniform(0.02, 0.12))
                    if process.poll() is None:
                        process.send_signal(signal.SIGKILL)
                        mine += 1
                        with lock:
                            struck[way] += 1
                process.wait()
                if line.cuts > cuts:
                    mine += 1
                    with lock:
                        struck['cut'] += 1
                line.budgets.clear()
        threads = [threading.Thread(target=hammer, args=(number, device)) for number, device in enumerate(devices)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertGreaterEqual(sum(struck.values()), 200, struck)
        self.assertTrue(all(struck.values()), struck)
        for device in (*devices, *devices):
            device.json('sync', '--postgres', self.cluster.address('anna', self.name))
        self.assertGreater(len(devices[0].plays()), 300)
        self.assertGreater(len(devices[0].opinions()), 30)
        self.assert_same(*devices)
        gone = lambda device: device.rows('SELECT count(*) FROM gone_plays')
        self.assertEqual(gone(devices[0]), gone(devices[1]))
        self.assertGreater(gone(devices[0])[0][0], 0)


if __name__ == '__main__':
    unittest.main()
