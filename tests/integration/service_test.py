"""tarafd on a session bus of its own: it answers as the command line does, runs jobs, tells what changed, and can be killed."""
import json
import os
import pathlib
import signal
import subprocess
import threading
import time
import unittest
import xml.etree.ElementTree

from bus import NAME, PATH, Bus, Refused, plain
from taraf import BIN, Taraf, TarafTestCase, lives, program, tracks


class ServiceTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.root = self.music([0, 1, 2])
        self.tracks = [str(each) for each in tracks(self.root)]

    def bus(self, **more):
        bus = Bus(self.taraf, self.folder / 'bus', **more)
        self.addCleanup(bus.close)
        self.served = Taraf(self.taraf.home)  # a command line that sees the bus
        self.served.environment = bus.environment
        return bus

    def scanned(self, **more):
        self.taraf.json('rescan', str(self.root))
        return self.bus(**more)

    def test_it_is_started_by_who_asks_and_answers_as_the_command_line_does(self):
        bus = self.scanned()
        self.assertIsNone(bus.pid())
        self.assertEqual(bus.ask('Similar', self.tracks[:1], '1 count i 5'), self.taraf.json('similar', self.tracks[0], '-n', '5'))
        self.assertIsNotNone(bus.pid())
        album = str(pathlib.Path(self.tracks[0]).parent)
        self.assertEqual(bus.ask('Albums', [album], '1 focus s mood'), self.taraf.json('similar', album, '--album', '--focus', 'mood'))
        radio = bus.ask('Radio', self.tracks[:2], '2 length i 6 seed i 4')
        self.assertEqual({key: radio[key] for key in ('title', 'tracks')}, self.taraf.json('radio', *self.tracks[:2], '--length', '6', '--seed', '4'))
        title = album.rsplit(' - ')[-1]
        found = bus.call('Search', 'sa{sv}', title, 1, 'count', 'i', 3)
        self.assertEqual(found, self.taraf.json('search', title, '-n', '3'))
        self.assertEqual(found['albums'][0]['path'], album)
        status = bus.call('Status')
        self.assertEqual(status, self.taraf.json('status'))

    def test_mistakes_are_told_by_name_and_in_words(self):
        bus = self.scanned()
        for method, seeds, options, word in (('Similar', ['/nowhere'], '0', 'neither in the library'), ('Similar', [], '0', 'name what it starts from'),
                                             ('Similar', self.tracks[:1], '1 kount i 5', '"kount"'), ('Radio', self.tracks[:1], '1 length s x', '"length"'),
                                             ('Similar', self.tracks[:1], '1 focus s loud', '"focus"')):
            with self.assertRaisesRegex(Refused, word):
                bus.ask(method, seeds, options)
        with self.assertRaisesRegex(Refused, 'no job 7'):
            bus.call('Job', 'u', 7)

    def test_without_a_library_it_says_what_to_do(self):
        bus = self.bus()
        with self.assertRaisesRegex(Refused, 'taraf rescan'):
            bus.ask('Similar', self.tracks[:1])
        self.assertEqual(bus.call('Status')['tracks'], 0)
        job = bus.call('Rescan', 'asa{sv}', 1, self.root, 1, 'device', 's', 'cpu')
        self.wait_until(lambda: bus.call('Job', 'u', job)['state'] == 'done', 'the first scan ends', 300)
        self.assertEqual(len(bus.ask('Similar', self.tracks[:1], '1 count i 3')['results']), 3)

    def test_the_interface_is_the_one_that_is_installed(self):
        bus = self.scanned()
        installed = xml.etree.ElementTree.parse(pathlib.Path(os.environ['TARAF_SOURCE_DIR']) / 'service' / f'{NAME}.xml').getroot()
        told = bus.busctl('call', NAME, PATH, 'org.freedesktop.DBus.Introspectable', 'Introspect')
        live = xml.etree.ElementTree.fromstring(json.loads(told)['data'][0])

        def members(root):
            interface = next(each for each in root.iter('interface') if each.get('name') == NAME)
            return {(member.tag, member.get('name'), member.get('type'), tuple((arg.get('type'), arg.get('direction')) for arg in member.iter('arg')))
                    for member in interface if member.tag in ('method', 'signal', 'property')}
        self.assertEqual(members(live), members(installed))
        self.assertGreater(len(members(live)), 10)

    def test_the_command_line_uses_the_one_that_runs_and_starts_none(self):
        bus = self.scanned()
        expected = self.taraf.json('similar', self.tracks[0])
        self.assertEqual(self.served.json('similar', self.tracks[0]), expected)
        self.assertIsNone(bus.pid())
        bus.call('Status')
        self.assertEqual(self.served.json('similar', self.tracks[0]), expected)
        more = self.music([3], 'more')
        self.assertEqual(self.served.json('rescan', str(more))['added'], len(tracks(more)))
        (job,) = bus.call('Jobs')['jobs']
        self.assertEqual((job['kind'], job['state'], job['result']['added']), ('rescan', 'done', len(tracks(more))))
        missing = self.served.run('similar', '/nowhere.mp3')
        self.assertEqual((missing.returncode, missing.stderr), (1, self.taraf.run('similar', '/nowhere.mp3').stderr))
        # Relative to where the caller is, which tarafd is not.
        self.assertEqual(self.served.json('similar', pathlib.Path(self.tracks[0]).name, cwd=pathlib.Path(self.tracks[0]).parent), self.taraf.json('similar', self.tracks[0]))

    def test_the_command_line_does_without_one_that_is_silent_or_keeps_another_library(self):
        bus = self.scanned()
        bus.call('Status')
        expected = self.taraf.json('similar', self.tracks[0])
        other = Taraf(self.folder / 'other')
        other.environment['DBUS_SESSION_BUS_ADDRESS'] = bus.environment['DBUS_SESSION_BUS_ADDRESS']
        self.assertEqual(other.json('status')['tracks'], 0)
        pid = bus.pid()
        os.kill(pid, signal.SIGSTOP)
        self.addCleanup(lambda: os.kill(pid, signal.SIGCONT))
        self.assertEqual(self.served.json('similar', self.tracks[0]), expected)

    def test_who_stops_or_dies_takes_the_job_along(self):
        bus = self.bus()
        bus.call('Status')
        for how, state in ((signal.SIGINT, 'cancelled'), (signal.SIGKILL, 'cancelled')):
            asking = self.served.start('rescan', str(self.root))
            self.wait_until(lambda: [each for each in self.children(bus.pid()) if program(each) == 'taraf-probe'], 'the scan is under way')
            asking.send_signal(how)
            asking.communicate()
            self.wait_until(lambda: bus.call('Jobs')['jobs'][-1]['state'] == state, f'the job is {state}')
            self.assert_all_end(self.children(bus.pid()))
        self.assertEqual(self.served.json('rescan', str(self.root))['failed'], [])

    def test_jobs_tell_how_far_they_are_and_wait_for_each_other(self):
        bus = self.bus()
        bus.call('Status')
        waiting = bus.wait_for('JobChanged')
        first = bus.call('Rescan', 'asa{sv}', 1, self.root, 0)
        second = bus.call('Rescan', 'asa{sv}', 0, 0)
        third = bus.call('Rescan', 'asa{sv}', 0, 0)
        bus.call('Cancel', 'u', third)
        told = plain(json.loads(waiting.communicate()[0])['data'])
        self.assertIn(told[0], (first, second, third))  # whichever came once somebody listened
        seen = set()

        def ended():
            state = bus.call('Job', 'u', first)
            seen.add(state['phase'])
            return state['state'] == 'done'
        self.wait_until(ended, 'the first scan ends', 300)
        self.assertIn('listening', seen)
        self.wait_until(lambda: bus.call('Job', 'u', second)['state'] == 'done', 'the second scan ends')
        self.assertEqual(bus.call('Job', 'u', second)['result']['unchanged'], len(self.tracks))
        self.assertEqual(bus.call('Job', 'u', third)['state'], 'cancelled')

    def outside(self):
        """A file that the collection doesn't hold."""
        return str(tracks(self.music([4], 'outside'))[0])

    def test_killed_in_the_middle_of_an_answer_it_is_there_for_the_next(self):
        bus = self.scanned()
        stranger = self.outside()
        bus.call('Status')
        pid, came = bus.pid(), []
        asking = threading.Thread(target=lambda: came.append(self.outcome(bus, stranger)))
        asking.start()
        self.wait_until(lambda: self.children(pid), 'a job listens to the file')
        children = self.children(pid)
        os.kill(pid, signal.SIGKILL)
        asking.join()
        self.assertIn('NoReply', came[0])
        self.assert_all_end(children)
        self.assertEqual(len(bus.ask('Similar', [stranger], '1 count i 4')['results']), 4)
        self.assertNotEqual(bus.pid(), pid)

    def outcome(self, bus, stranger):
        try:
            return bus.ask('Similar', [stranger])
        except Refused as refused:
            return str(refused) if 'closed' not in str(refused) and 'disconnect' not in str(refused).lower() else 'NoReply'

    def test_a_job_that_dies_is_an_error_and_nothing_else(self):
        bus = self.scanned()
        stranger, came = self.outside(), []
        bus.call('Status')
        asking = threading.Thread(target=lambda: came.append(self.outcome(bus, stranger)))
        asking.start()
        self.wait_until(lambda: [each for each in self.children(bus.pid()) if program(each) == 'taraf-work'], 'a job listens to the file')
        for each in self.children(bus.pid()):
            if program(each) == 'taraf-work':
                os.kill(each, signal.SIGKILL)
        killed = time.monotonic()
        asking.join()
        self.assertLess(time.monotonic() - killed, 1, 'the contract: an error within a second')
        self.assertRegex(came[0], 'the process that does the work was ended')
        self.assertEqual(len(bus.ask('Similar', self.tracks[:1], '1 count i 4')['results']), 4)

    def test_unasked_it_leaves_and_comes_back(self):
        bus = self.scanned(idle=1)
        bus.call('Status')
        pid = bus.pid()
        self.wait_until(lambda: not lives(pid), 'it leaves')
        for _ in range(40):  # at whatever moment of its leaving
            self.assertEqual(bus.call('Status')['tracks'], len(self.tracks))
            time.sleep(0.05)
        self.wait_until(lambda: bus.pid() is None, 'it leaves again')

    def test_ratings_are_told_and_heeded(self):
        bus = self.scanned()
        first, second = (each['path'] for each in bus.ask('Similar', self.tracks[:1], '1 count i 2')['results'])
        waiting = bus.wait_for('LibraryChanged')
        rated = bus.ask('Rate', [first, 'artist:Somebody Else'], '2 rating i 9 feeling s love')['rated']
        waiting.communicate()
        self.assertEqual([(each['of'], each['rating'], each['feeling'], each['former']['rating']) for each in rated], [('track', 9, 'love', 0), ('artist', 9, 'love', 0)])
        self.assertEqual(self.taraf.json('rate', second, '--reject')['rated'][0]['feeling'], 'reject')
        rows = bus.ask('Similar', self.tracks[:1], '1 count i 2')['results']
        self.assertEqual((rows[0]['path'], rows[0]['rating'], rows[0]['feeling']), (first, 9, 'love'))
        self.assertNotIn(second, [each['path'] for each in rows])
        self.assertEqual([each['name'] for each in bus.call('Ratings')['ratings']][-2:][0], 'Somebody Else')
        for options, word in (('1 rating i 11', '"rating"'), ('1 feeling s meh', 'love, hate, reject'), ('1 stars i 3', '"stars"')):
            with self.assertRaisesRegex(Refused, word):
                bus.ask('Rate', [first], options)
        self.assertEqual(self.served.json('rate', first, '--clear')['rated'][0]['former'], {'rating': 9, 'feeling': 'love'})
        self.assertNotIn('rating', bus.ask('Similar', self.tracks[:1], '1 count i 2')['results'][0])

    def told(self, bus, radio):
        return {pathlib.Path(each['path']).name: each['event'] for each in bus.call('RadioTracks', 'x', radio)['tracks']}

    def test_a_radio_goes_on_heeds_what_it_is_told_and_outlives_a_kill(self):
        bus = self.scanned()
        bus.call('Status')
        changed = bus.wait_for('RadioChanged')
        whole = bus.ask('Radio', self.tracks[:1], '2 length i 12 seed i 5')['tracks']
        first = bus.ask('StartRadio', self.tracks[:1], '2 length i 6 seed i 5')
        radio = first['radio']
        self.assertEqual(plain(json.loads(changed.communicate()[0])['data']), [radio])
        self.assertEqual([each['path'] for each in first['tracks']], [each['path'] for each in whole[:6]])
        killed = bus.pid()
        os.kill(killed, signal.SIGKILL)
        self.wait_until(lambda: bus.pid() != killed, 'the bus knows')
        second = bus.call('MoreRadio', 'xu', radio, 3)
        self.assertEqual([each['path'] for each in second['tracks']], [each['path'] for each in whole[6:9]])
        for track, event in zip(first['tracks'], ('played', 'skipped', 'rejected', 'removed')):
            bus.call('TellRadio', 'xss', radio, track['uri'], event)
        events = self.told(bus, radio)
        self.assertEqual([events[pathlib.Path(each['path']).name] for each in first['tracks']], ['played', 'skipped', 'rejected', 'removed', 'given', 'given'])
        third = bus.call('MoreRadio', 'xu', radio, 6)['tracks']
        self.assertNotIn(first['tracks'][2]['artist'], [each['artist'] for each in third])
        given = [each['path'] for each in (*first['tracks'], *second['tracks'], *third)]
        self.assertEqual(len(set(given)), len(given))
        (kept,) = bus.call('Radios')['radios']
        self.assertEqual((kept['radio'], kept['count']), (radio, len(given)))
        with self.assertRaisesRegex(Refused, 'played, skipped'):
            bus.call('TellRadio', 'xss', radio, given[0], 'loved')
        bus.call('RemoveRadio', 'x', radio)
        self.assertEqual(bus.call('Radios')['radios'], [])
        with self.assertRaises(Refused):
            bus.call('MoreRadio', 'xu', radio, 1)

    def test_the_program_of_ten_lines_in_the_docs(self):
        bus = self.scanned()
        program = pathlib.Path(os.environ['TARAF_SOURCE_DIR']) / 'docs' / 'similar-over-dbus.py'
        ended = subprocess.run([program, self.tracks[0]], env=bus.environment, capture_output=True, text=True)
        self.assertEqual((ended.returncode, ended.stderr), (0, ''))
        rows = self.taraf.json('similar', self.tracks[0], '-n', '10')['results']
        self.assertEqual(ended.stdout.splitlines(), [f'{row["match"]} %  {row["artist"]} – {row["title"]}: {row["why"]}' for row in rows])

    def test_a_path_and_the_rules(self):
        bus = self.scanned()
        answer = bus.call('Path', 'ssa{sv}', self.tracks[0], self.tracks[-1], 1, 'length', 'i', 6)
        self.assertEqual({key: answer[key] for key in ('title', 'tracks')}, self.taraf.json('path', self.tracks[0], self.tracks[-1], '--length', '6'))
        self.assertEqual([answer['tracks'][i]['path'] for i in (0, -1)], [self.tracks[0], self.tracks[-1]])

        def rule(name):
            return next(each for each in bus.call('Settings')['settings'] if each['name'] == name)
        self.assertFalse(rule('min-duration')['is_kept'])
        bus.call('Set', 'ss', 'min-duration', '3600')
        self.assertTrue(rule('min-duration')['is_kept'])
        self.assertEqual(bus.ask('Similar', self.tracks[:1])['results'], [])
        self.assertTrue(bus.ask('Similar', self.tracks[:1], '1 rules a{ss} 1 min-duration 0')['results'])
        self.assertEqual({each['setting'] for each in self.taraf.json('rules')['settings'][4]['values']}, {rule('min-duration')['values'][0]['setting']})
        bus.call('Reset', 's', 'min-duration')
        explained = bus.ask('Similar', self.tracks[:1], '2 explain b true count i 2')['results']
        self.assertTrue(all(each['arithmetic'] for each in explained))
        with self.assertRaisesRegex(Refused, 'no rule'):
            bus.call('Set', 'ss', 'loudness', '11')

    def test_what_is_left_out_and_which_folders_are_scanned(self):
        bus = self.bus()
        self.assertEqual(bus.call('Exclusions'), {'exclusions': []})  # also without a library
        with self.assertRaisesRegex(Refused, 'taraf rescan'):
            bus.call('Exclude', 's', 'x')
        more = self.music([3], 'more')
        self.taraf.json('rescan', str(self.root), str(more))
        album = pathlib.Path(self.tracks[0]).parent.name
        self.assertGreater(bus.call('Exclude', 's', f'/{album}/')['hidden'], 0)
        self.assertEqual(bus.call('Exclusions')['exclusions'], [f'/{album}/'])
        self.assertEqual(self.taraf.json('library', 'exclude')['exclusions'], [f'/{album}/'])
        self.assertEqual([each['path'] for each in bus.call('Search', 'sa{sv}', album.split(' - ')[-1], 0)['albums']], [])
        for wrong, words in (('[', "'\\[' is no regular expression"), ('', 'leave out everything')):
            with self.assertRaisesRegex(Refused, words):
                bus.call('Exclude', 's', wrong)
        bus.call('Include', 's', f'/{album}/')
        self.assertEqual(bus.call('Exclusions')['exclusions'], [])
        with self.assertRaisesRegex(Refused, 'was not left out|is not left out|no such'):
            bus.call('Include', 's', f'/{album}/')
        self.assertEqual({each['path'] for each in bus.call('Status')['roots']}, {str(self.root), str(more)})
        bus.call('RemoveRoot', 's', more.as_uri())
        self.assertEqual([each['path'] for each in bus.call('Status')['roots']], [str(self.root)])
        with self.assertRaisesRegex(Refused, 'is no folder that is scanned'):
            bus.call('RemoveRoot', 's', more.as_uri())

    def test_playlists_are_written_and_kept(self):
        bus = self.scanned()
        out = self.folder / 'list.xspf'
        written = bus.call('WritePlaylist', 'sassa{sv}', 'A list', 3, *self.tracks[:2], '/else/where.mp3', out, 0)
        self.assertEqual((written['path'], written['count']), (str(out), 3))
        self.taraf.json('playlist', 'check', str(out), '--strict')
        named = bus.call('WritePlaylist', 'sassa{sv}', 'A/B: "c"', 1, self.tracks[0], '', 1, 'player', 's', 'strawberry')
        self.assertEqual(named['path'], str(self.taraf.home / 'playlists' / 'A-B- -c-.xspf'))
        bus.call('SavePlaylist', 'sasa{sv}', 'Mine', 2, *self.tracks[:2], 0)
        (kept,) = bus.call('Playlists')['playlists']
        self.assertEqual((kept['name'], kept['count']), ('Mine', 2))
        album = pathlib.Path(self.tracks[0]).parent
        album.rename(album.with_name('Elsewhere'))
        self.taraf.json('rescan', '--no-analysis')
        paths = [each['path'] for each in bus.call('PlaylistTracks', 's', 'Mine')['tracks']]
        self.assertEqual(paths, [str(album.with_name('Elsewhere') / pathlib.Path(each).name) for each in self.tracks[:2]])
        bus.call('RemovePlaylist', 's', 'Mine')
        self.assertEqual(bus.call('Playlists')['playlists'], [])
        self.assertEqual(bus.call('BringBackPlaylist', 's', '')['name'], 'Mine')

    @unittest.skipUnless(os.geteuid() == 0, 'being somebody else takes the rights of root')
    def test_nobody_else_is_answered(self):
        bus = self.scanned(everybody=True)
        bus.call('Status')
        os.chmod(self.folder, 0o755)
        somebody = ['setpriv', '--reuid=65534', '--clear-groups']
        bus.busctl('call', 'org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetId', under=somebody)  # the bus lets them in
        with self.assertRaisesRegex(Refused, 'Access denied'):
            bus.call('Status', under=somebody)

    @unittest.skipIf(os.environ.get('TARAF_SANITIZE'), 'a sanitizer and strace get in each other\'s way')
    def test_strangers_files_are_read_by_the_probe_alone(self):
        self.taraf.json('rescan', str(self.root))
        stranger, log = self.outside(), self.folder / 'log'
        traced = self.folder / 'traced'
        calls = 'open,openat,openat2,read,readv,pread64,preadv,preadv2,mmap,sendfile,copy_file_range,splice'
        traced.write_text(f'#!/bin/sh\nexec strace -f -qq -Y -o "{log}" -e trace={calls} -P "{stranger}" {BIN}/tarafd "$@"\n')
        traced.chmod(0o755)
        bus = self.bus(tarafd=traced)
        self.assertEqual(len(bus.ask('Similar', [stranger], '1 count i 4')['results']), 4)
        touched = {(line.split('<')[1].split('>')[0], line.split('> ')[1].split('(')[0]) for line in log.read_text(errors='replace').splitlines() if '(' in line}
        self.assertTrue({call for who, call in touched if who == 'taraf-probe'} & {'read', 'pread64', 'mmap'}, touched)
        # Whoever confines the probe opens the file for it and reads nothing of it.
        self.assertEqual({each for each in touched if each[0] != 'taraf-probe'} - {('taraf-work', 'openat')}, set())

    def test_it_says_when_the_library_has_changed_whoever_did_it(self):
        bus = self.scanned()
        bus.call('Status')
        waiting = bus.wait_for('LibraryChanged')
        time.sleep(1.5)  # what opening it has changed is no news
        more = self.music([3], 'more')
        self.taraf.json('rescan', str(more))  # a terminal that doesn't see the bus
        waiting.communicate(timeout=100)
        self.assertEqual(waiting.returncode, 0)  # it gives up after a minute
        self.assertEqual(bus.ask('Similar', [str(tracks(more)[0])], '1 count i 2')['query']['seeds'][0]['path'], str(tracks(more)[0]))

    def test_a_library_that_was_replaced_is_opened_anew(self):
        bus = self.scanned()
        self.assertEqual(bus.call('Status')['tracks'], len(self.tracks))
        for path in self.taraf.home.glob('library.db*'):
            path.unlink()
        self.assertEqual(bus.call('Status')['tracks'], 0)

    @unittest.skipIf(os.environ.get('TARAF_SANITIZE'), 'a sanitizer maps libraries of its own')
    def test_it_maps_nothing_heavy(self):
        bus = self.scanned()
        bus.ask('Similar', self.tracks[:1])
        mapped = pathlib.Path(f'/proc/{bus.pid()}/maps').read_text()
        self.assertIn('libtaraf.so', mapped)
        for library in ('libtorch', 'libavcodec', 'libtag', 'libQt6Gui'):
            self.assertNotIn(library + '.so', mapped)


if __name__ == '__main__':
    unittest.main()
