"""Taraf's entries in the menus of real file managers, of those that are installed: opened by the keyboard, chosen as a screen reader chooses."""
import json
import os
import pathlib
import shutil
import sys
import time
import unittest

import player
from filemanagers_test import NAMES, glib_uri, install, radios
from taraf import TarafTestCase, tracks

ACCESSIBLE = pathlib.Path(__file__).with_name('accessible.py')
SERVICE = ('org.freedesktop.FileManager1', '/org/freedesktop/FileManager1', 'org.freedesktop.FileManager1')
WORDS = {'C': ['Similar to This Album', 'Radio from Here'], 'de': ['Ähnlich wie dieses Album', 'Radio ab hier']}


class RealFileManager:
    command = ()
    submenu = None  # where the entries are not in the menu itself
    patience = 2  # s

    @classmethod
    def setUpClass(cls):
        if not shutil.which(cls.command[0]):
            raise unittest.SkipTest(f'{cls.command[0]} is not installed')

    def setUp(self):
        super().setUp()
        root = self.music([0, 1, 2])
        self.album = os.fsencode(root) + b'/' + NAMES[0]
        self.text = os.fsencode(root) + b'/notes.txt'
        os.mkdir(self.album)
        pathlib.Path(os.fsdecode(self.text)).touch()
        self.files = [self.album + b'/' + name for name in NAMES[:2]]
        for file, name in zip(tracks(tracks(root)[0].parent), self.files):
            shutil.move(os.fsencode(file), name)
        self.taraf.json('rescan', str(root))
        self.desktop = player.Desktop(self.folder, self.taraf)
        self.addCleanup(self.desktop.close)
        (self.desktop.home / 'share').symlink_to('data')  # as ~/.local/share is what ~/.local has
        install(self.desktop.home)
        self.desktop.environment['QT_LINUX_ACCESSIBILITY_ALWAYS_ON'] = '1'
        path = self.desktop.environment['PATH']
        self.desktop.environment['PATH'] = '/nowhere'  # no player is to be started here
        self.panel = self.desktop.start(str(self.desktop.home / 'bin' / 'taraf-panel'))
        self.desktop.environment['PATH'] = path
        player.wait_for(lambda: self.desktop.windows_of(self.panel.pid), 60, 'the panel')

    def accessible(self, program, roles, *wanted):
        ended = self.desktop.run(sys.executable, '-B', str(ACCESSIBLE), program, roles, *wanted)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        return json.loads(ended.stdout) if not wanted else None

    def entries(self, *wanted):
        return self.accessible(self.command[0], 'menu item,menu', *wanted)

    def start(self, language='C'):
        self.language, self.window = language, None
        self.desktop.environment['LANGUAGE'] = language
        self.desktop.start(*self.command)
        player.wait_for(lambda: self.desktop.run('busctl', '--user', '--auto-start=no', 'status', SERVICE[0]).returncode == 0, 60, f'{self.command[0]} on the bus')

    def open_menu(self, file, *keys):
        before = set(self.desktop.windows('.'))
        shown = self.desktop.run('busctl', '--user', 'call', *SERVICE, 'ShowItems', 'ass', '1', glib_uri(file), '')
        self.assertEqual(shown.returncode, 0, shown.stderr)
        time.sleep(self.patience)  # it selects the file when it has read the folder, and does not say so
        self.window = (set(self.desktop.windows('.')) - before or {self.window}).pop()  # or in the window that shows the folder already
        self.desktop.run('xdotool', 'mousemove', '0', '799', 'windowfocus', '--sync', self.window)  # away: entries below it take the focus
        self.desktop.keys(*keys, 'shift+F10')
        time.sleep(1)

    def offers(self, words):
        """Whether the menu that is open does, with the submenu; else it is opened anew."""
        if self.submenu in self.entries():
            self.entries(self.submenu)
            time.sleep(0.5)
        if set(words) <= set(self.entries()):
            return True
        self.desktop.keys('Escape', 'Escape', 'shift+F10')
        return False

    def choose(self, what, file, *keys):
        """0: similar albums, 1: a radio. The keys select more."""
        self.open_menu(file, *keys)
        player.wait_for(lambda: self.offers([WORDS[self.language][what]]), 60, f'{self.language} words')
        self.entries(WORDS[self.language][what])

    def check_radio(self, seeds, *keys):
        before = len(radios(self.desktop))
        self.choose(1, seeds[0], *keys)
        player.wait_for(lambda: len(radios(self.desktop)) > before, 60, f'a radio from {seeds}')
        titles = [self.taraf.json('radio', *order, '--length', '1')['title'] for order in (seeds, seeds[::-1])]
        self.assertIn(radios(self.desktop)[0], titles)

    def test_a_radio_from_a_file(self):
        self.start()
        self.check_radio(self.files[:1])

    def test_folders_and_several_files(self):
        self.start()
        self.check_radio([self.album])
        self.check_radio(self.files, 'ctrl+a')

    def test_albums_like_that_of_a_file(self):
        self.start()
        album = self.taraf.json('radio', self.album, '--length', '1')['title'].removeprefix('Radio from ')
        self.choose(0, self.files[1])
        player.wait_for(lambda: album in self.accessible('taraf-panel', 'label'), 60, f'albums like {album}')


class Readable:
    """Menus whose words a screen reader hears: not Dolphin's, nor Nautilus'."""

    def test_they_are_for_music_alone(self):
        self.start()
        self.open_menu(self.album)
        player.wait_for(lambda: self.offers(WORDS['C']), 60, 'both entries')
        self.desktop.keys('Escape', 'Escape')
        self.open_menu(self.text)
        self.assertTrue([each for each in self.entries() if each.startswith('Properties')])
        for word in WORDS['C']:
            self.assertFalse(self.offers([word]))

    def test_in_german(self):
        self.start('de')
        self.open_menu(self.files[0])
        player.wait_for(lambda: self.offers(WORDS['de']), 60, 'both entries in German')


class ThunarTest(Readable, RealFileManager, TarafTestCase):
    command = ('thunar', '--daemon')
    submenu = 'Send To'  # also in German: its own words need that locale


class NemoTest(Readable, RealFileManager, TarafTestCase):
    command = ('nemo', '--no-default-window')


class NautilusTest(RealFileManager, TarafTestCase):
    command = ('nautilus', '--gapplication-service')
    patience = 5

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not any(pathlib.Path('/usr/lib').glob('*/nautilus/extensions-4/libnautilus-python.so')):
            raise unittest.SkipTest('python3-nautilus is not installed')
        if not shutil.which('openbox'):
            raise unittest.SkipTest('openbox is not installed, and menus of GTK 4 want a window manager')

    def start(self, language='C'):
        self.desktop.start('openbox')
        super().start(language)

    def choose(self, what, file, *keys):
        """By its place in the menu, from the end."""
        self.open_menu(file, *keys)
        self.desktop.keys(*['Up'] * (2 if what else 3), 'Return')


class DolphinTest(RealFileManager, TarafTestCase):
    command = ('dolphin', '--daemon')
    patience = 5

    def choose(self, what, file, *keys):
        """By its place in the menu of a fresh profile, from the end; the submenu is sorted."""
        self.open_menu(file, *keys)
        self.desktop.keys(*['Up'] * (2 if file == self.album else 3), 'Right', *[] if what else ['Down'], 'Return')


if __name__ == '__main__':
    unittest.main()
