"""What Taraf converts for a player arrives there: 21 file names that one format or another stumbles over."""
import json
import os
import pathlib
import subprocess
import unittest
import urllib.parse

import player
from taraf import TarafTestCase

# Each is lost by some player from some format: by XSPF's own form in Strawberry four, by plain paths two to five in each.
NAMES = ['plain.flac', 'two words.flac', ' leading space.flac', 'trailing space.flac ', '#1 hit.flac', 'really?.flac', 'ends in.flac?1', '100%.flac',
         'literal %20 here.flac', 'back\\slash.flac', '[brackets].flac', '{braces} <angles> & "quotes".flac', "it's; a - b, c=d.flac", 'ab:c.flac', 'new\nline.flac',
         'tab\there.flac', 'na\u00efve.flac', 'nai\u0308ve.flac', '\u65e5\u672c\u8a9e.flac', '\U0001f3b6.flac', '~tilde+plus$at@!*.flac']


class HandOverTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.assertEqual(len(NAMES), 21)
        self.root = self.folder / 'music'
        self.root.mkdir()
        sound = self.folder / 'sound.flac'
        subprocess.run(['ffmpeg', '-loglevel', 'error', '-f', 'lavfi', '-i', 'sine=duration=2', '-metadata', 'title=Tagged', '-metadata', 'artist=By Tag', sound], check=True)
        self.paths = [str(self.root / name) for name in NAMES]
        for path in self.paths:
            pathlib.Path(path).write_bytes(sound.read_bytes())
        self.desktop = player.Desktop(self.folder)
        self.addCleanup(self.desktop.close)

    def handed_over(self, tracks, name, *arguments):
        """The file that was written, and its title, which Strawberry takes over the name it is told where the file has one."""
        title = f'{name} {" ".join(arguments)}'
        source, out = self.folder / 'in.json', self.root / name
        source.write_text(json.dumps({'title': title, 'tracks': tracks}))
        self.taraf.json('playlist', 'convert', str(source), '--out', str(out), *arguments)
        return title, out

    def arrived(self, opened_in, name, *arguments, lost=0):
        """Those of the names that the player's list has, in its order; `lost` are not waited for."""
        tracks = [{'uri': 'file://' + urllib.parse.quote(path)} for path in self.paths]
        found = opened_in.open(*self.handed_over(tracks, name, *arguments), len(self.paths) - lost)
        return [path for path in map(os.path.normpath, found) if path in self.paths]

    def words(self, opened_in, *arguments):
        uri = 'file://' + urllib.parse.quote(self.paths[0])
        tracks = [{'uri': uri, 'artist': 'Ann', 'title': 'One', 'album': album} for album in ('Blue', '1984', '1,000 Fires')]
        tracks += [{'uri': uri, 'artist': artist, 'title': title, 'album': '7, x - y'} for artist, title in (('Ann - Bob', 'One'), ('Ann', 'One - Live'), ('', ''))]
        title, out = self.handed_over(tracks, 'words', *arguments)
        opened_in.open(title, out, len(tracks))
        return opened_in.words(title)

    TAGGED = ('By Tag', 'Tagged')

    def test_strawberry(self):
        strawberry = player.Strawberry(self.desktop)
        for form in ((), ('--format', 'm3u8')):
            self.assertEqual(self.arrived(strawberry, 'out', '--for', 'strawberry', *form), self.paths)
        self.assertEqual(self.arrived(strawberry, 'relative.m3u8', '--for', 'strawberry', '--relative'), self.paths)
        self.assertEqual(self.words(strawberry, '--for', 'strawberry', '--format', 'm3u8'), [('Ann', 'One')] * 3 + [self.TAGGED] * 3)
        self.assertEqual(self.words(strawberry, '--for', 'strawberry'), [('Ann', 'One')] * 3 + [('Ann - Bob', 'One'), ('Ann', 'One - Live'), self.TAGGED])

    def test_clementine(self):
        # Which turns a backslash into a slash, however it is written.
        clementine = player.Clementine(self.desktop)
        readable = [path for path in self.paths if '\\' not in path]
        self.assertEqual(self.arrived(clementine, 'out', '--for', 'clementine'), readable)
        self.assertEqual(self.arrived(clementine, 'out.xspf', '--for', 'clementine', '--relative', lost=1), readable)
        self.assertEqual(self.words(clementine, '--for', 'clementine'), [('Ann', 'One')] * 3 + [self.TAGGED] * 3)

    def test_audacious(self):
        audacious = player.Audacious(self.desktop)
        for name in ('out.m3u8', 'out.xspf', 'out.pls'):
            for relative in ((), ('--relative',)):
                self.assertEqual(self.arrived(audacious, name, '--for', 'audacious', *relative), self.paths, (name, relative))


if __name__ == '__main__':
    unittest.main()
