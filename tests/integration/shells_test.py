"""Completion in real shells, and the manual."""
import os
import pathlib
import pty
import select
import shutil
import subprocess
import time
import unittest

from taraf import BIN, TarafTestCase, tracks

SOURCE = pathlib.Path(os.environ['TARAF_SOURCE_DIR'])
COMPLETIONS = SOURCE / 'packaging' / 'completions'


class ShellsTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.root = self.music([0, 1])
        self.taraf.json('rescan', str(self.root), '--no-analysis')
        self.environment = {**self.taraf.environment, 'PATH': f'{BIN}:{os.environ["PATH"]}', 'HOME': str(self.folder), 'TERM': 'xterm'}
        self.track = tracks(self.root)[0]
        self.title = self.track.stem[3:]  # behind the number

    def complete(self, *words):
        """(what else fits, candidates)"""
        ended = self.taraf.run('complete', '--', *words)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        lines = ended.stdout.decode().splitlines()
        return lines[0], [line.split('\t')[0] for line in lines[1:]]

    def test_what_may_stand_next(self):
        kind, commands = self.complete('')
        self.assertEqual(kind, 'none')
        shown = self.taraf.run('--help').stdout.decode()
        for command in commands:
            self.assertIn(f'\n  {command} ', shown)
        self.assertGreater(len(commands), 10)
        self.assertEqual(self.complete('simi'), ('none', ['similar']))
        self.assertEqual(self.complete('similar', '--fo'), ('none', ['--focus']))
        self.assertEqual(self.complete('rescan', ''), ('folders', []))
        self.assertEqual(self.complete('library', 'rev'), ('none', ['review']))
        kind, found = self.complete('similar', '--minus', 'a', self.title)
        self.assertEqual((kind, found[0]), ('files', str(self.track)))
        self.assertEqual(self.complete('similar', '/usr/'), ('files', []))

    def test_every_value_that_is_offered_is_taken(self):
        track = str(self.track)
        commands = {'--focus': ('similar', track), '--format': ('radio', track), '--for': ('radio', track), '--device': ('rescan',), '--index': ('neighbours',),
                    '--labels': ('evaluate', str(self.root))}
        for option, command in commands.items():
            values = self.complete(*command, option, '')[1]
            self.assertGreater(len(values), 1, option)
            for value in values:
                ended = self.taraf.run(*command, option, value, '--quiet')
                self.assertNotEqual(ended.returncode, 2, (option, value, ended.stderr))

    def bash(self, *words):
        script = f'source {COMPLETIONS}/taraf.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _taraf; printf "%s\\n" "${{COMPREPLY[@]}}"'
        ended = subprocess.run(['bash', '-c', script, 'bash', 'taraf', *words], env=self.environment, cwd=self.root, capture_output=True, text=True)
        self.assertEqual((ended.returncode, ended.stderr), (0, ''))
        return ended.stdout.splitlines()

    def test_bash(self):
        self.assertEqual(self.bash('rad'), ['radio'])
        self.assertEqual(self.bash('radio', '--focus', 'in'), ['instrumentation'])
        artist = next(each.name for each in self.root.iterdir())
        self.assertIn(artist, self.bash('radio', artist[:-2]))
        self.assertIn(str(self.track), self.bash('radio', self.title))

    @unittest.skipUnless(shutil.which('fish'), 'needs fish')
    def test_fish(self):
        def fish(line):
            ended = subprocess.run(['fish', '--no-config', '-c', f'source {COMPLETIONS}/taraf.fish; complete -C "{line}"'], env=self.environment, cwd=self.root, capture_output=True, text=True)
            self.assertEqual((ended.returncode, ended.stderr), (0, ''))
            return [each.split('\t')[0] for each in ended.stdout.splitlines()]
        self.assertEqual(fish('taraf simil'), ['similar'])
        self.assertEqual(fish('taraf similar x --focus mo'), ['mood'])
        self.assertTrue([each for each in fish(f'taraf similar {self.title.split()[0]}') if each == str(self.track) or each.replace('\\', '') == str(self.track)])

    @unittest.skipUnless(shutil.which('zsh'), 'needs zsh')
    def test_zsh(self):
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.root)
            os.execvpe('zsh', ['zsh', '-f', '-i'], self.environment)

        def read_until(text, seconds=30):
            seen, deadline = b'', time.monotonic() + seconds
            while text.encode() not in seen:
                ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
                self.assertTrue(ready, f'{text} in {seen!r}')
                seen += os.read(terminal, 65536)
            return seen
        try:
            os.write(terminal, f'fpath=({COMPLETIONS} $fpath); autoload -U compinit; compinit -u -d {self.folder}/dump; PS1=; echo re""ady\n'.encode())
            read_until('ready')
            os.write(terminal, b'taraf simil\t')
            read_until('taraf similar')
            os.write(terminal, b'--focus inst\t')
            read_until('instrumentation')
            os.write(terminal, b'\x15taraf radio ' + self.title.replace(' ', '\\ ').encode() + b'\t')
            read_until(self.track.name.split()[0])
        finally:
            os.close(terminal)
            os.kill(pid, 9)
            os.waitpid(pid, 0)

    @unittest.skipUnless(shutil.which('mandoc'), 'needs mandoc')
    def test_the_manual_says_what_the_help_says(self):
        pages = self.folder / 'man'
        self.assertEqual(self.taraf.run('manual', str(pages)).returncode, 0)
        linted = subprocess.run(['mandoc', '-T', 'lint', '-W', 'error', *sorted(pages.iterdir())], capture_output=True, text=True)
        self.assertEqual((linted.returncode, linted.stdout), (0, ''))
        commands = self.complete('')[1]
        self.assertEqual({page.name for page in pages.iterdir()}, {'taraf.1', *(f'taraf-{command}.1' for command in commands)})
        for command in commands:
            told = subprocess.run(['mandoc', '-T', 'ascii', '-O', 'width=300', pages / f'taraf-{command}.1'], capture_output=True, text=True, check=True).stdout
            page = ''.join(c if told[i + 1:i + 2] != '\b' and c != '\b' else '' for i, c in enumerate(told))  # bold is struck twice
            for option in self.complete(command, '--')[1]:
                self.assertIn(option.lstrip('-'), page, command)


if __name__ == '__main__':
    unittest.main()
