"""The entries in file managers: what each of them makes of a file's name arrives at the real taraf-panel, whatever the name."""
import configparser
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import unittest
import urllib.parse

import player
from bus import NAME, PATH, plain
from taraf import BIN, TarafTestCase, tracks

SOURCE = pathlib.Path(__file__).resolve().parents[2]
NAMES = [b'it\'s "so" & so; $HOME `id` \\n %F %U (1).flac', b'new\nline.flac', b'nicht utf-8 \xff\xe9.flac', b' --help.flac', b'#1? 100%.flac', '\u65e5\u672c \u201e\u00e9\u201c.flac'.encode()]


def install(prefix):
    """The entries, with the panel that was built."""
    subprocess.run(['cmake', '--install', os.environ['TARAF_BUILD_DIR'], '--component', 'filemanagers', '--prefix', prefix], stdout=subprocess.DEVNULL, check=True)
    (prefix / 'bin').mkdir()
    (prefix / 'bin' / 'taraf-panel').symlink_to(BIN / 'taraf-panel')


def radios(desktop):
    """Their titles, the last one first."""
    ended = subprocess.run(['busctl', '--user', '--json=short', 'call', NAME, PATH, NAME, 'Radios'], env={**desktop.environment, 'PATH': os.environ['PATH']},
                           capture_output=True, text=True, timeout=60, check=True)
    return [each['title'] for each in sorted(plain(json.loads(ended.stdout)['data'])[0]['radios'], key=lambda each: -each['radio'])]


class FileManagersTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.prefix = self.folder / 'prefix'
        install(self.prefix)

    def entry(self, file, section, key='Exec'):
        parser = configparser.RawConfigParser(comment_prefixes='#')
        parser.optionxform = str
        parser.read(self.prefix / 'share' / file)
        return parser[section][key]

    def lines(self):
        """By file manager: how albums and radios are asked for."""
        return {'dolphin': [self.entry('kio/servicemenus/org.taraf.Taraf.desktop', f'Desktop Action {what}') for what in ('similar', 'radio')],
                'thunar': [self.entry(f'Thunar/sendto/org.taraf.{what}.desktop', 'Desktop Entry') for what in ('similar', 'radio')],
                'nemo': [self.entry(f'nemo/actions/org.taraf.{what}.nemo_action', 'Nemo Action') for what in ('similar', 'radio')],
                'nautilus': [(self.prefix / 'share/nautilus/scripts' / name).read_text().splitlines()[-1] for name in ('Similar to This Album', 'Radio from Here')]}

    def test_albums_are_asked_for_as_radios_are(self):
        for manager, (similar, radio) in self.lines().items():
            self.assertIn(' --radio -- ', radio, manager)
            self.assertEqual(similar, radio.replace(' --radio -- ', ' --albums -- '), manager)

    def test_they_are_valid(self):
        for file in sorted((self.prefix / 'share/Thunar/sendto').iterdir()):
            self.assertEqual(subprocess.run(['desktop-file-validate', file], capture_output=True, text=True).stdout, '')
        # desktop-file-validate refuses KDE's menus, all of them; but these keys Dolphin must find.
        self.assertEqual(self.entry('kio/servicemenus/org.taraf.Taraf.desktop', 'Desktop Entry', 'Actions'), 'similar;radio;')
        for file in (self.prefix / 'share').rglob('*'):
            self.assertTrue(os.access(file, os.X_OK), file)

    def test_thunar_knows_every_kind_of_music(self):
        endings = re.findall(r'"(\w+\+?)"', re.search(r'kEndings\{(.*?)\}', (SOURCE / 'core/collection/src/rules.cpp').read_text(), re.S)[1])
        self.assertGreater(len(endings), 20)
        for what in ('similar', 'radio'):
            types = self.entry(f'Thunar/sendto/org.taraf.{what}.desktop', 'Desktop Entry', 'MimeType').split(';')
            for ending in endings:
                kind = subprocess.run(['gio', 'info', '-a', 'standard::fast-content-type', self.file(f'x.{ending}')], capture_output=True, text=True, check=True).stdout.split()[-1]
                if kind.startswith('audio/'):  # mp4 and asf may be films
                    self.assertIn(kind, types, (what, ending))

    def file(self, name):
        (self.folder / name).touch()
        return self.folder / name

    def test_names_arrive_from_every_file_manager(self):
        root = os.fsencode(self.music())
        files = tracks(os.fsdecode(root))[:len(NAMES)]
        self.assertEqual(len(files), len(NAMES))
        paths = []
        for file, name in zip(files, NAMES):
            paths.append(os.path.join(os.fsencode(file.parent), name))
            shutil.move(os.fsencode(file), paths[-1])
        self.taraf.json('rescan', os.fsdecode(root))
        titles = [self.taraf.json('radio', path, '--length', '1')['title'] for path in paths]
        self.assertEqual(len(set(titles)), len(titles))
        self.desktop = player.Desktop(self.folder, self.taraf)
        self.addCleanup(self.desktop.close)
        self.desktop.environment['PATH'] = '/nowhere'  # no player is to be started here
        self.panel = self.desktop.start(str(self.prefix / 'bin' / 'taraf-panel'))
        player.wait_for(lambda: self.desktop.windows_of(self.panel.pid), 60, 'the panel')
        for manager in ('dolphin', 'thunar', 'nemo', 'nautilus'):
            for path, title in zip(paths, titles):
                before = len(radios(self.desktop))
                command, more = getattr(self, manager)(path)
                ended = subprocess.run(command, env={**self.desktop.environment, **more}, capture_output=True, timeout=60)
                self.assertEqual(ended.returncode, 0, (manager, path, ended.stderr))
                player.wait_for(lambda: len(radios(self.desktop)) > before, 60, f'a radio from {path} by {manager}')
                self.assertEqual(radios(self.desktop)[0], title, (manager, path))

    # KIO and GLib take the line apart by a shell's quotes, and put each name into a word of its own.
    def dolphin(self, path):
        return [piece for word in shlex.split(self.lines()['dolphin'][1]) for piece in ([glib_uri(path)] if word == '%U' else [word])], {}

    def thunar(self, path):
        return [piece for word in shlex.split(self.lines()['thunar'][1]) for piece in ([path] if word == '%F' else [word])], {}

    # Nemo puts quotes around each URI as GLib writes it, and only then takes the line apart.
    def nemo(self, path):
        self.assertEqual(self.entry('nemo/actions/org.taraf.radio.nemo_action', 'Nemo Action', 'Quote'), 'double')
        return shlex.split(self.lines()['nemo'][1].replace('%U', f'"{glib_uri(path)}"')), {}

    def nautilus(self, path):
        return [self.prefix / 'share/nautilus/scripts/Radio from Here'], {'NAUTILUS_SCRIPT_SELECTED_URIS': glib_uri(path) + '\n'}


def glib_uri(path):
    """As g_filename_to_uri() writes it (GLib 2.84, gconvert.c: what is in UNSAFE_PATH is encoded)."""
    return 'file://' + urllib.parse.quote_from_bytes(path, safe="!$&'()*+,-./:=@_~")


if __name__ == '__main__':
    unittest.main()
