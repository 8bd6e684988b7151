"""The documents' pictures can be made anew: one of them is."""
import os
import pathlib
import subprocess
import unittest

from taraf import TarafTestCase

MAKE = pathlib.Path(__file__).parents[2] / 'docs' / 'screenshots' / 'make'


class ScreenshotsTest(TarafTestCase):
    def test_the_first_run(self):
        ended = subprocess.run([MAKE, self.folder / 'pictures', '--only', 'first-run'], env={**os.environ, 'TMPDIR': str(self.folder)}, capture_output=True, text=True, timeout=300)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        picture, = (self.folder / 'pictures').iterdir()
        told = subprocess.run(['identify', '-format', '%w %h %k', picture], capture_output=True, text=True, check=True).stdout
        width, height, colours = map(int, told.split())
        self.assertEqual((width, height), (402, 482))
        self.assertGreater(colours, 20)  # of a window that was painted; a bare screen has one

    def test_every_picture_is_shown_and_there(self):
        shown = (MAKE.parents[1] / 'panel.md').read_text().split('src="screenshots/')[1:]
        names = {each.split('"')[0] for each in shown}
        self.assertEqual(names, {each.name for each in MAKE.parent.glob('*.png')})


if __name__ == '__main__':
    unittest.main()
