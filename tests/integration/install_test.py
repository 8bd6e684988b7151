"""What is installed works by itself, what it maps, and how another project finds it."""
import configparser
import os
import pathlib
import shutil
import subprocess
import unittest

from bus import NAME, Bus
from taraf import DEMO, TarafTestCase, tracks

BUILD = os.environ['TARAF_BUILD_DIR']
HEAVY = ('libtorch', 'libc10', 'libavcodec', 'libavformat', 'libtag')


def mapped(program, *arguments, environment=None):
    """Every library the dynamic loader says it loads for a program."""
    ended = subprocess.run([program, *arguments], env=dict(environment or os.environ, LD_DEBUG='files'), capture_output=True)
    assert ended.returncode == 0, ended.stderr[-2000:]
    return ended.stderr.decode(errors='replace')


class InstallTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.prefix = self.folder / 'prefix'
        subprocess.run(['cmake', '--install', BUILD, '--prefix', self.prefix], check=True, capture_output=True)

    def test_installed_programs_find_each_other(self):
        taraf = self.prefix / 'bin' / 'taraf'
        music = self.music([0])
        for arguments in (('rescan', str(music)), ('similar', str(tracks(music)[0]))):
            ended = subprocess.run([taraf, *arguments], env=self.taraf.environment, capture_output=True)
            self.assertEqual(ended.returncode, 0, ended.stderr)

    @unittest.skipIf(os.environ.get('TARAF_SANITIZE'), 'a sanitizer maps libraries of its own')
    def test_asking_maps_nothing_heavy(self):
        music = self.music([0])
        self.taraf.json('rescan', str(music))
        for arguments in (('--version',), ('status',), ('similar', str(tracks(music)[0])), ('radio', str(tracks(music)[0]))):
            loaded = mapped(self.prefix / 'bin' / 'taraf', *arguments, environment=self.taraf.environment)
            self.assertIn('libtaraf.so', loaded)
            for library in HEAVY:
                self.assertNotIn(library + '.so', loaded, arguments)
                self.assertNotIn(library + '-', loaded, arguments)

    def test_only_the_probe_is_linked_with_decoders(self):
        for name in (*(self.prefix / 'bin').iterdir(), *(self.prefix / 'libexec' / 'taraf').iterdir()):
            needed = subprocess.run(['ldd', name], capture_output=True, text=True, check=True).stdout
            self.assertEqual('libavcodec' in needed and 'libtag' in needed, name.name == 'taraf-probe', name)

    def test_another_project_finds_the_library(self):
        project = self.folder / 'outside'
        project.mkdir()
        (project / 'CMakeLists.txt').write_text(
            'cmake_minimum_required(VERSION 3.25)\nproject(Outside CXX)\nfind_package(Taraf REQUIRED)\n'
            'add_executable(outside main.cpp)\ntarget_link_libraries(outside PRIVATE Taraf::taraf)\n')
        (project / 'main.cpp').write_text(
            '#include <taraf/answer/answers.h>\n#include <taraf/base/path.h>\n#include <cstdio>\n'
            'int main()\n{\n    const auto home = taraf::findHome();\n    const auto answers = taraf::answer::Answers::open(*home);\n'
            '    if (!answers) { std::puts(answers.error().message.c_str()); return 1; }\n'
            '    const auto status = answers->status();\n'
            '    std::printf("%llu %s\\n", static_cast<unsigned long long>(status->tracks), taraf::fileUri("/a b").c_str());\n}\n')
        music = self.music([0])
        self.taraf.json('rescan', str(music), '--no-analysis')
        for step in (['cmake', '-S', project, '-B', project / 'build', f'-DCMAKE_PREFIX_PATH={self.prefix}'], ['cmake', '--build', project / 'build']):
            ended = subprocess.run(step, capture_output=True, text=True)
            self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        ended = subprocess.run([project / 'build' / 'outside'], env=self.taraf.environment, capture_output=True, text=True)
        self.assertEqual(ended.stdout, f'{len(tracks(music))} file:///a%20b\n', ended.stderr)

    @unittest.skipUnless(shutil.which('systemd-analyze'), 'needs systemd-analyze')
    def test_units_are_what_systemd_takes(self):
        units = self.prefix / 'share' / 'systemd' / 'user'
        names = {path.name for path in units.iterdir()}
        self.assertEqual(names, {'taraf-listen.service', 'taraf-rescan.service', 'taraf-rescan.timer', 'taraf-watch.service', 'tarafd.service'})
        ended = subprocess.run(['systemd-analyze', '--user', 'verify', '--man=no', *sorted(units.iterdir())], capture_output=True, text=True,
                               env={**os.environ, 'XDG_RUNTIME_DIR': str(self.folder), 'SYSTEMD_UNIT_PATH': f'{units}:'})
        said = [line for line in ended.stderr.splitlines() if 'taraf' in line]
        self.assertEqual(said, [])
        self.assertEqual(ended.returncode, 0, ended.stderr)

    @unittest.skipUnless(shutil.which('systemd-analyze'), 'needs systemd-analyze')
    def test_the_timer_comes_every_night(self):
        when = next(line.split('=', 1)[1] for line in (self.prefix / 'share/systemd/user/taraf-rescan.timer').read_text().splitlines() if line.startswith('OnCalendar='))
        ended = subprocess.run(['systemd-analyze', 'calendar', '--iterations=2', when], capture_output=True, text=True, check=True)
        self.assertIn('04:00:00', ended.stdout.split('Next elapse')[1])

    def test_what_the_units_run_is_understood(self):
        for unit in (self.prefix / 'share' / 'systemd' / 'user').glob('*.service'):
            line = next(line for line in unit.read_text().splitlines() if line.startswith('ExecStart='))
            program, *arguments = line.removeprefix('ExecStart=').split()
            self.assertEqual(program, str(self.prefix / 'bin' / ('tarafd' if unit.name in {'tarafd.service', 'taraf-listen.service'} else 'taraf')))
            ended = subprocess.run([program, *arguments, '--help'], capture_output=True, text=True)
            self.assertEqual(ended.returncode, 0, ended.stderr)
            for option in arguments[1:]:
                self.assertIn(option, ended.stdout)

    def test_the_bus_starts_what_is_installed(self):
        entry = configparser.ConfigParser()
        entry.read(self.prefix / 'share' / 'dbus-1' / 'services' / f'{NAME}.service')
        self.assertEqual(entry['D-BUS Service']['Name'], NAME)
        self.assertTrue((self.prefix / 'share' / 'systemd' / 'user' / entry['D-BUS Service']['SystemdService']).is_file())
        self.taraf.json('rescan', str(self.music([0])), '--no-analysis')
        bus = Bus(self.taraf, self.folder / 'bus', tarafd=entry['D-BUS Service']['Exec'])
        self.addCleanup(bus.close)
        self.assertGreater(bus.call('Status')['tracks'], 0)
        self.assertTrue((self.prefix / 'share' / 'dbus-1' / 'interfaces' / f'{NAME}.xml').is_file())
        self.assertTrue((self.prefix / 'share' / 'man' / 'man1' / 'taraf-similar.1').is_file())

    def test_all_of_it_is_below_the_prefix(self):
        outside = self.folder / 'root'
        subprocess.run(['cmake', '--install', BUILD, '--prefix', self.prefix], check=True, capture_output=True, env={**os.environ, 'DESTDIR': str(outside)})
        below = outside / self.prefix.relative_to('/')
        self.assertEqual([str(path) for path in outside.rglob('*') if path.is_file() and below not in path.parents], [])

    def test_nothing_names_the_build(self):
        for path in self.prefix.rglob('*'):
            if path.is_file() and path.suffix in {'.h', '.cmake'}:
                self.assertNotIn(os.environ['TARAF_SOURCE_DIR'], path.read_text(), path)


if __name__ == '__main__':
    unittest.main()
