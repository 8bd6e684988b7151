"""A radio playlist opens in Strawberry, Clementine and Audacious, in its order, every file found."""
import os
import shutil
import unittest

import player
from taraf import TarafTestCase, tracks


class OpeningTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.root = self.music([0, 1, 2, 3])
        # A folder whose name is hard on players.
        strange = self.root / "50% off [Disc #1]; a - b & 'c' ü"
        tracks(self.root)[0].parent.rename(strange)
        self.taraf.json('rescan', str(self.root))
        self.desktop = player.Desktop(self.folder)
        self.addCleanup(self.desktop.close)

    def radio(self, *more):
        radio = self.taraf.json('radio', str(tracks(self.root)[-1]), '--seed', '3', '--length', '8', '--per-artist', '8', *more)
        return [track['path'] for track in radio['tracks']]

    def check(self, opened_in, *formats):
        for form in formats:
            out = self.folder / f'radio.{form}'
            expected = self.radio('--out', str(out))
            self.assertEqual(opened_in.open(f'Taraf as {form}', out, len(expected)), expected, form)

    def test_strawberry(self):
        self.check(player.Strawberry(self.desktop), 'm3u8')

    def test_clementine(self):
        self.check(player.Clementine(self.desktop), 'm3u8')

    def test_audacious(self):
        self.check(player.Audacious(self.desktop), 'm3u8', 'xspf', 'pls')


if __name__ == '__main__':
    unittest.main()
