"""Playlists as files and in the library: converted, checked, kept while their files move, and handed out again."""
import json
import os
import pathlib
import shutil
import unittest
import urllib.parse

from taraf import TarafTestCase, strace, tracks

# What stumbles in one format or another; the players' own are in tests/players.
NAMES = [b'two words', b'#1 hit', b'really?1', b'100% %20', b'back\\slash', b'[x] {y}', b'ab:c', b'na\xc3\xafve', b'nai\xcc\x88ve', b'latin \xe9', b'new\nline', b' edge ']


def in_bytes(uri):
    return urllib.parse.unquote_to_bytes(uri.removeprefix('file://'))


class FilesTest(TarafTestCase):
    """Without a library, of tracks that need not be there."""

    def setUp(self):
        super().setUp()
        self.paths = [os.fsencode(self.folder / 'music') + b'/' + name + b'.ogg' for name in NAMES]
        self.list = self.folder / 'in.json'
        uris = ['file://' + urllib.parse.quote(path) for path in self.paths]
        self.list.write_text(json.dumps({'title': 'All', 'tracks': [{'uri': uri, 'title': f'T{i}', 'artist': 'A'} for i, uri in enumerate(uris)]}))

    def test_every_name_through_every_format_and_player(self):
        for player in (None, 'strawberry', 'clementine', 'audacious', 'fooyin', 'vlc'):
            for form in ('m3u8', 'xspf', 'pls', 'json', None):
                for relative in ((), ('--relative',)):
                    with self.subTest(player=player, form=form, relative=relative):
                        out = self.folder / (f'lists/out.{form}' if form else 'lists/out')
                        out.parent.mkdir(exist_ok=True)
                        arguments = [*(('--for', player) if player else ()), *relative]
                        converted = self.taraf.json('playlist', 'convert', str(self.list), '--out', str(out), *arguments)
                        self.assertEqual([in_bytes(track['uri']) for track in converted['tracks']], self.paths)
                        checked = self.taraf.json('playlist', 'check', str(out), '--strict')
                        self.assertEqual([in_bytes(track['uri']) for track in checked['tracks']], self.paths)
                        self.assertEqual((checked['title'], checked['missing']), ('All', len(self.paths)))
                        self.assertEqual(checked['format'], form or ('xspf' if player == 'strawberry' else 'm3u8'))
                        self.assertEqual(checked['tracks'][0]['title'], 'T0')
        self.assertFalse(self.taraf.home.exists(), 'files need no library')

    def test_relative_lists_move_with_their_music(self):
        (self.folder / 'stick' / 'music').mkdir(parents=True)
        for path in self.paths:
            with open(os.fsencode(self.folder / 'stick') + b'/music/' + os.path.basename(path), 'wb'):
                pass
        os.symlink('stick/music', self.folder / 'music')
        for form in ('m3u8', 'xspf', 'pls', 'json'):
            self.taraf.json('playlist', 'convert', str(self.list), '--out', str(self.folder / f'moving.{form}'), '--relative')
        away = self.folder / 'away'
        away.mkdir()
        shutil.move(self.folder / 'stick' / 'music', away / 'music')
        plain = {path for path, name in zip(self.paths, NAMES) if name not in (b'latin \xe9', b'new\nline')}
        for form in ('m3u8', 'xspf', 'pls', 'json'):
            shutil.move(self.folder / f'moving.{form}', away)
            checked = self.taraf.json('playlist', 'check', str(away / f'moving.{form}'))
            missing = {os.path.basename(in_bytes(track['uri'])) for track in checked['tracks'] if track['missing']}
            unplain = {os.path.basename(path) for path in self.paths if path not in plain}
            self.assertEqual(missing, unplain if form in ('m3u8', 'pls') else set(), 'lines can hold neither; these stay where they were')

    def test_what_check_says(self):
        out = self.folder / 'list.m3u8'
        out.write_text('#EXTM3U\n#EXTINF:x,A - B\n' + ''.join(f'/no/{i}.mp3\n' for i in range(12)) + 'http://h/s\n')
        said = self.taraf.run('playlist', 'check', str(out))
        self.assertEqual(said.returncode, 0, said.stderr)
        for words in (b'format m3u8 with 13 entries', b'1 is no file', b'12 files are not there', b'/no/9.mp3', b'and 2 more'):
            self.assertIn(words, said.stdout)
        self.assertNotIn(b'/no/10.mp3', said.stdout)
        strict = self.taraf.run('playlist', 'check', str(out), '--strict')
        self.assertEqual(strict.returncode, 1)
        self.assertIn(b'list.m3u8: line 2, column 9: #EXTINF', strict.stderr)
        self.assertEqual(self.taraf.json('playlist', 'check', str(out), '--strict', expect=1)['error']['code'], 'corrupt')
        self.assertEqual(self.taraf.run('playlist', 'check', str(self.folder / 'none')).returncode, 1)

    def test_the_suite_of_xspf(self):
        data = os.environ.get('TARAF_TEST_DATA')
        if not data or not pathlib.Path(data, 'xspf-suite').is_dir():
            self.skipTest('TARAF_TEST_DATA names no folder with xspf-suite')
        for kind, status, count in (('pass', 0, 44), ('fail', 1, 51)):
            files = sorted(pathlib.Path(data, 'xspf-suite', kind).iterdir())
            self.assertEqual(len(files), count)
            for file in files:
                self.assertEqual(self.taraf.run('playlist', 'check', str(file), '--strict').returncode, status, file)

    def test_what_can_not_be(self):
        for arguments in (('convert', str(self.list)), ('convert', str(self.list), '--out', 'x', '--for', 'winamp'), ('convert', str(self.list), '--out', 'x', '--format', 'wpl'),
                          ('show', 'x', 'y'), ()):
            self.assertEqual(self.taraf.run('playlist', *arguments).returncode, 2, arguments)
        self.assertEqual(self.taraf.run('playlist', 'convert', str(self.list), '--out', str(self.folder / 'no' / 'x.pls')).returncode, 1)
        named = self.folder / 'named.json'
        named.write_text('{"playlist":{"track":[{"title":"One","creator":"Ann"}]}}')
        ended = self.taraf.run('playlist', 'convert', str(named), '--out', str(self.folder / 'x.pls'))
        self.assertIn(b'1 entry has only a name', ended.stderr)
        for arguments in (('list',), ('show', 'x'), ('save', 'x', str(self.list)), ('undo',)):
            ended = self.taraf.run('playlist', *arguments)
            self.assertEqual(ended.returncode, 1, arguments)
            self.assertIn(b'taraf rescan', ended.stderr)
        self.assertFalse(self.taraf.home.exists(), 'asking makes no library')


class KeptTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.root = self.music([0, 1])
        self.taraf.json('rescan', str(self.root), '--no-analysis')
        self.paths = [str(path) for path in tracks(self.root)][::2]
        self.list = self.folder / 'in.m3u8'
        self.list.write_text(''.join(f'{path}\n' for path in self.paths))

    def exported(self, name='Evening', *arguments):
        out = self.folder / 'out.xspf'
        self.taraf.json('playlist', 'export', name, '--out', str(out), *arguments)
        return [track['path'] for track in self.taraf.json('playlist', 'check', str(out), '--strict')['tracks']]

    def list_of(self, paths):
        out = self.folder / 'other.m3u8'
        out.write_text(''.join(f'{path}\n' for path in paths))
        return out

    def names(self, *arguments):
        return [each['name'] for each in self.taraf.json('playlist', 'list', *arguments)['playlists']]

    def test_its_files_may_move(self):
        kept = self.taraf.json('playlist', 'save', 'Evening', str(self.list))
        self.assertEqual((kept['entries'], kept['known']), (len(self.paths), len(self.paths)))
        self.assertEqual(self.exported(), self.paths)
        moved = {}
        for i, path in enumerate(tracks(self.root)):
            target = self.root / f'elsewhere {i % 3}' / f'{i} #?%{path.suffix}'
            target.parent.mkdir(exist_ok=True)
            moved[str(path)] = str(path.rename(target))
        self.taraf.json('rescan', '--no-analysis')
        self.assertEqual(self.exported(), [moved[path] for path in self.paths])
        self.assertEqual(self.exported('Evening', '--relative'), [moved[path] for path in self.paths])

    def test_it_is_a_seed(self):
        self.taraf.json('playlist', 'save', 'Evening: one/two', str(self.list))
        self.taraf.json('rescan')
        asked = self.taraf.json('similar', 'playlist:Evening: one/two', '-n', '3')
        self.assertEqual(asked['query']['seeds'][0]['label'], 'Evening: one/two')
        self.assertEqual(asked['results'], self.taraf.json('similar', str(self.list), '-n', '3')['results'])
        self.assertIn(b'there is no', self.taraf.run('similar', 'playlist:Morning').stderr)

    def test_what_is_gone_is_kept_and_marked(self):
        self.taraf.json('playlist', 'save', 'Evening', str(self.list))
        hidden = self.folder / pathlib.Path(self.paths[1]).name
        shutil.move(self.paths[1], hidden)
        self.taraf.json('rescan', '--no-analysis')
        shown = self.taraf.json('playlist', 'show', 'Evening')['tracks']
        self.assertEqual([track['gone'] for track in shown], [i == 1 for i in range(len(shown))])
        self.assertEqual(shown[1]['path'], self.paths[1], 'where it last lay')
        self.assertIn(b'1 file is not there, and left out', self.taraf.run('playlist', 'export', 'Evening').stderr)
        self.assertEqual(self.exported(), self.paths[:1] + self.paths[2:])
        shutil.move(hidden, self.root / 'back.flac')
        self.taraf.json('rescan', '--no-analysis')
        self.assertEqual(self.exported()[1], str(self.root / 'back.flac'))

    def test_it_takes_over_what_the_user_says_is_the_same(self):
        import upkeep_test
        self.taraf.json('playlist', 'save', 'Evening', str(self.list))
        anew = upkeep_test.convert(pathlib.Path(self.paths[0]), '.mp3')
        self.taraf.json('rescan', '--no-analysis')
        self.taraf.json('playlist', 'save', 'After', str(self.list_of([str(anew)])))
        self.assertEqual(len(self.exported()), len(self.paths) - 1)
        doubt, = self.taraf.json('library', 'review')['doubts']
        self.taraf.json('library', 'review', '--same', doubt['id'])
        self.assertEqual(self.exported()[0], str(anew))
        self.assertEqual(self.exported('After'), [str(anew)])
        self.taraf.json('library', 'review', '--undo', doubt['id'])
        self.assertEqual(len(self.exported()), len(self.paths) - 1)
        self.assertEqual(self.exported('After'), [str(anew)])

    def test_what_was_outside_is_in_it_once_it_is_scanned(self):
        outside = self.music([2], 'outside')
        stranger = tracks(outside)[0]
        kept = self.taraf.json('playlist', 'save', 'Strange', str(self.list_of([stranger, 'http://h/s'])))
        self.assertEqual((kept['entries'], kept['known']), (2, 0))
        shown = self.taraf.json('playlist', 'show', 'Strange')['tracks']
        self.assertEqual([(track['known'], track['gone']) for track in shown], [(False, False), (False, False)])
        self.taraf.json('rescan', str(outside), '--no-analysis')
        moved = stranger.rename(outside / f'moved{stranger.suffix}')
        self.taraf.json('rescan', '--no-analysis')
        shown = self.taraf.json('playlist', 'show', 'Strange')['tracks']
        self.assertEqual([(track['known'], track['path'], track['uri'][:8]) for track in shown], [(True, str(moved), 'file:///'), (False, '', 'http://h')])
        self.assertTrue(shown[0]['title'])

    def test_only_named_ones_are_found_by_name(self):
        wanted = self.paths[-1]
        self.taraf.json('playlist', 'save', 'One', str(self.list_of([wanted])))
        known, = self.taraf.json('playlist', 'show', 'One')['tracks']
        jspf = self.folder / 'jams.jspf'
        jspf.write_text(json.dumps({'playlist': {'title': 'Jams', 'track': [
            {'creator': known['artist'].upper(), 'title': known['title'], 'identifier': ['https://musicbrainz.org/recording/x']},
            {'creator': 'Nobody Knows', 'title': 'This'}]}}))
        kept = self.taraf.json('playlist', 'save', 'Jams', str(jspf))
        self.assertEqual((kept['entries'], kept['known']), (2, 1))
        self.assertEqual(self.exported('Jams'), [wanted])

    def test_names_and_ways_back(self):
        self.taraf.json('playlist', 'save', 'A', str(self.list))
        self.assertEqual(self.taraf.run('playlist', 'save', 'A', str(self.list)).returncode, 2)
        one = self.list_of(self.paths[:1])
        self.taraf.json('playlist', 'save', 'A', str(one), '--replace')
        self.assertEqual(self.exported('A'), self.paths[:1])
        self.assertEqual(self.taraf.json('playlist', 'undo')['name'], 'A')
        self.assertEqual(self.exported('A'), self.paths)
        self.taraf.json('playlist', 'save', 'B b', str(one))
        self.assertEqual(self.taraf.run('playlist', 'rename', 'A', 'B b').returncode, 2)
        self.taraf.json('playlist', 'rename', 'A', 'Ü')
        self.assertEqual(self.names(), ['B b', 'Ü'])
        self.taraf.json('playlist', 'remove', 'Ü')
        self.taraf.json('playlist', 'remove', 'B b')
        self.assertEqual((self.names(), self.names('--removed')), ([], ['B b', 'Ü', 'A']))
        self.taraf.json('playlist', 'undo', 'Ü')
        self.assertEqual(self.names(), ['Ü'])
        self.assertEqual(self.exported('Ü'), self.paths)
        for arguments in (('remove', 'A'), ('show', 'a'), ('rename', 'x', 'y'), ('undo', 'Z'), ('save', '', str(one)), ('save', 'a\nb', str(one)), ('export', 'A')):
            self.assertEqual(self.taraf.run('playlist', *arguments).returncode, 2, arguments)

    def test_a_kill_in_the_middle_changes_nothing(self):
        self.taraf.json('playlist', 'save', 'A', str(self.list))
        self.taraf.json('playlist', 'save', 'B', str(self.list_of(self.paths[:1])))
        before = (self.exported('A'), self.exported('B'), self.names())
        self.taraf.home.rename(self.folder / 'kept')
        killed = 0
        for arguments in (('save', 'A', str(self.list_of(self.paths[:1])), '--replace'), ('save', 'C', str(self.list)), ('remove', 'A'), ('rename', 'A', 'C')):
            after = None
            for call in ('pwrite64', 'fdatasync'):
                for when in range(1, 12):
                    shutil.rmtree(self.taraf.home, ignore_errors=True)
                    shutil.copytree(self.folder / 'kept', self.taraf.home)
                    ended = self.taraf.run('playlist', *arguments, under=strace(f'{call}:signal=KILL:when={when}'))
                    now = (self.exported('A') if 'A' in self.names() else None, self.exported('B'), self.names())
                    if ended.returncode == 0:
                        after = now
                        break
                    killed += 1
                    self.assert_sound(self.taraf)
                    # What was committed before the kill is there, all of it; else nothing.
                    if now != before:
                        after = after or now
                        self.assertEqual(now, after, (arguments, call, when))
            self.assertNotEqual(after, before, arguments)
        self.assertGreater(killed, 12)


if __name__ == '__main__':
    unittest.main()
