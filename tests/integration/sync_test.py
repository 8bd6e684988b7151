"""Listens and ratings shared between devices and members of a household, through a real PostgreSQL server that the test starts itself."""
import contextlib
import fcntl
import os
import subprocess
import time
import unittest

from household import Device, SyncTestCase, fingerprint, hear, setUpModule  # noqa: F401
from taraf import BIN


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
        slow = subprocess.Popen(['psql', '-XAtq', '-h', self.cluster.folder, '-p', str(self.cluster.port), '-U', 'anna', '-d', self.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
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
        with open(one.home / 'sync.lock', 'w') as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            self.assertIn(b'under way', one.run('sync').stderr)
        one.json('sync')


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


if __name__ == '__main__':
    unittest.main()
