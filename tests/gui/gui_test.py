"""The panel with a real tarafd on a session bus of its own; its texts, and that nothing in it waits for an answer."""
import os
import pathlib
import re
import shutil
import subprocess
import unittest
import urllib.parse
import xml.etree.ElementTree as ET

from bus import Bus
from taraf import BIN, TarafTestCase, tracks

PROGRAM = os.environ['TARAF_TEST_GUI']
SOURCE = pathlib.Path(os.environ['TARAF_SOURCE_DIR'])
WITHOUT_LIBRARY = {'theFirstRunScans', 'aTarafdThatCannotStart'}
HOSTILE = b'it\'s "100%" #1?\nnew \xff.wav'


def uri(path):
    return 'file://' + urllib.parse.quote(os.fsencode(path), safe='/-._~')


class GuiTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.root = self.music([0, 1, 2, 3, 4])
        (first, *_) = tracks(self.root)
        self.hostile = os.path.join(os.fsencode(first.parent), HOSTILE[:-4] + os.fsencode(first.suffix))

    def run_functions(self, *functions, tarafd=BIN / 'tarafd'):
        for folder in ('config', 'cache'):
            (self.folder / folder).mkdir(exist_ok=True)
        (self.folder / 'config' / 'user-dirs.dirs').write_text(f'XDG_MUSIC_DIR="{self.root}"\n')
        bus = Bus(self.taraf, self.folder / 'bus', tarafd=tarafd)
        self.addCleanup(bus.close)
        files = [os.path.join(folder, name) for folder, _, names in os.walk(os.fsencode(self.root)) for name in names]
        outside = str(tracks(self.music([5], 'outside'))[0])
        environment = {**bus.environment, 'QT_QPA_PLATFORM': 'offscreen', 'LC_ALL': 'C.UTF-8', 'XDG_CONFIG_HOME': str(self.folder / 'config'), 'XDG_CACHE_HOME': str(self.folder / 'cache'),
                       'TARAF_TEST_URIS': '\n'.join(sorted(map(uri, files))), 'TARAF_TEST_OUTSIDE': uri(outside), 'TARAF_TEST_MUSIC': str(self.root),
                       'TARAF_TEST_FOLDER': str(self.folder)}
        ended = subprocess.run([PROGRAM, *functions], env=environment, capture_output=True, text=True, errors='replace', timeout=500)
        self.assertEqual(ended.returncode, 0, ended.stdout[-6000:] + ended.stderr[-2000:])

    def test_with_a_library(self):
        os.rename(tracks(self.root)[-1], self.hostile)
        self.taraf.json('rescan', str(self.root))
        functions = subprocess.run([PROGRAM, '-functions'], env={**os.environ, 'QT_QPA_PLATFORM': 'offscreen'}, capture_output=True, text=True, check=True).stdout
        self.run_functions(*(each for each in re.findall(r'(\w+)\(\)', functions) if each not in WITHOUT_LIBRARY))

    def test_without_a_library(self):
        self.run_functions('theFirstRunScans')

    def test_without_a_service(self):
        self.run_functions('aTarafdThatCannotStart', tarafd='/nowhere/tarafd')

    def test_nothing_waits_for_an_answer(self):
        waiting = re.compile(r'QDBusInterface|QDBusReply|waitForFinished|QDBus::Block|\.call\(|->call\(|(dialog|menu)->exec\(|QFileDialog::get|QMessageBox::')
        found = [f'{path.name}: {line.strip()}' for path in (SOURCE / 'gui' / 'src').glob('*') for line in path.read_text().splitlines() if waiting.search(line)]
        self.assertEqual(found, [])

    def test_every_text_is_translated(self):
        for path in (SOURCE / 'translations').glob('*.ts'):
            messages = list(ET.parse(path).getroot().iter('message'))
            self.assertTrue(messages, path)
            for message in messages:
                source, translation = message.find('source').text, message.find('translation')
                forms = [form.text for form in translation.iter('numerusform')] or [translation.text]
                self.assertTrue(all(forms) and translation.get('type') is None, f'{path.name}: {source}')
                for place in re.findall(r'%[1-9n]|…$|&(?=\w)', source):
                    self.assertTrue(all(place in form for form in forms), f'{path.name}: {source} lost its {place}')
                if re.search(r'; 0: [^;]+$', source):  # a box shows what follows in place of 0
                    self.assertRegex(forms[0], r'[;。]\s*0\s*: [^;。]+$', f'{path.name}: {source} lost what 0 means')

    def test_no_text_is_missing_or_left_over(self):
        """lupdate finds what the sources say; each of it stands in the files, and nothing else."""
        made = self.folder / 'made.ts'
        sources = [str(path) for folder in ('gui', 'plugin') for path in (SOURCE / folder).rglob('*') if path.suffix in ('.cpp', '.h')]
        lupdate = next((each for each in ('/usr/lib/qt6/bin/lupdate', shutil.which('lupdate6') or '') if os.path.exists(each)), None)
        self.assertIsNotNone(lupdate, 'lupdate of Qt 6 is in qt6-l10n-tools')
        subprocess.run([lupdate, *sources, *(word for folder in ('gui/include', 'gui/src', 'plugin/mpris/include') for word in ('-I', SOURCE / folder)), '-ts', made], check=True, capture_output=True)

        def texts(path):
            return {(context.find('name').text, message.find('source').text) for context in ET.parse(path).getroot().iter('context') for message in context.iter('message')}
        for path in (SOURCE / 'translations').glob('*.ts'):
            if path.name != 'taraf_en.ts':  # plurals alone
                self.assertEqual(texts(path), texts(made), path.name)

    def test_the_desktop_file_is_valid(self):
        subprocess.run(['desktop-file-validate', SOURCE / 'gui' / 'app' / 'org.taraf.Panel.desktop'], check=True)

    def test_software_centres_can_read_about_it(self):
        # There is no homepage to name.
        ended = subprocess.run(['appstreamcli', 'validate', '--no-net', '--override=url-homepage-missing=info', SOURCE / 'gui' / 'app' / 'org.taraf.Panel.metainfo.xml'], capture_output=True, text=True)
        self.assertEqual(ended.returncode, 0, ended.stdout)


if __name__ == '__main__':
    unittest.main()
