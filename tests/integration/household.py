"""A household: devices that share through a PostgreSQL server of the test's own, with a database for each test."""
import contextlib
import sqlite3
import time
import unittest

from postgres import Cluster
from taraf import Taraf, TarafTestCase


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


def setUpModule():
    SyncTestCase.cluster = Cluster()
    unittest.addModuleCleanup(SyncTestCase.cluster.close)


class SyncTestCase(TarafTestCase):
    """A database of its own for each test; roles are the cluster's."""

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
