"""Help, wrong usage and errors: what a person reads first."""
import json
import os
import subprocess
import unittest

from taraf import BIN, TarafTestCase

COMMANDS = ('start', 'rescan', 'similar', 'radio', 'playlist', 'status', 'neighbours', 'demo')


class CommandLineTest(TarafTestCase):
    def test_help_of_every_command_has_an_example(self):
        overview = self.taraf.run('--help')
        self.assertEqual(overview.returncode, 0)
        for command in COMMANDS:
            self.assertIn(command.encode(), overview.stdout)
            ended = self.taraf.run(command, '--help')
            self.assertEqual(ended.returncode, 0)
            self.assertIn(b'Example', ended.stdout)
            self.assertIn(b'taraf ' + command.encode(), ended.stdout)

    def test_version(self):
        ended = self.taraf.run('--version')
        self.assertEqual(ended.returncode, 0)
        self.assertRegex(ended.stdout.decode(), r'^taraf \d+\.\d+\.\d+\n$')

    def test_wrong_usage_is_status_2_and_names_the_help(self):
        for arguments in ((), ('no-such-command',), ('radio',), ('similar', '-n', '0', 'x'), ('rescan', '--device', 'tpu'), ('status', '--no-such-option'),
                          ('similar', 'x', '--focus', 'loudness'), ('radio', 'x', '--format', 'docx'), ('similar',), ('similar', '--minus', 'x'),
                          ('similar', 'x', 'y', '--from', '5'), ('similar', '--clip', 'x', '0-10', '--to', '5'), ('similar', 'x', '--from', 'half'),
                          ('similar', 'x', '--from', '10', '--to', '12.9'), ('similar', 'x', '--from', '20', '--to', '10'), ('similar', '--clip', 'x'),
                          ('similar', '--clip', 'x', '10'), ('similar', '--clip', 'x', '10-12'), ('similar', '--clip', 'x', '10-20', 'loudness'),
                          ('similar', *(('--clip', 'x', '0-10', 'mood') * 7)), ('similar', *(word for x in 'abcd' for word in ('--clip', x, '0-10')))):
            ended = self.taraf.run(*arguments)
            self.assertEqual(ended.returncode, 2, arguments)
            self.assertIn(b'--help', ended.stderr, arguments)
            self.assertEqual(ended.stdout, b'', arguments)
            self.assertFalse(self.taraf.home.exists(), arguments)

    def test_without_a_library_errors_name_the_remedy(self):
        for arguments in (('similar', '/etc/hostname'), ('radio', 'x.mp3'), ('neighbours',), ('rescan',)):
            ended = self.taraf.run(*arguments)
            self.assertEqual(ended.returncode, 1, arguments)
            self.assertIn(b'taraf rescan ~/Music', ended.stderr, arguments)

    def test_status_of_nothing(self):
        status = self.taraf.json('status')
        self.assertEqual((status['tracks'], status['roots'], status['index']['size']), (0, [], 0))
        self.assertFalse(self.taraf.home.exists(), 'asking makes nothing')

    def test_a_failure_is_one_json_document_too(self):
        document = self.taraf.json('similar', 'nothing.mp3', expect=1)
        self.assertEqual(document['error']['code'], 'not found')
        self.assertTrue(document['error']['message'])

    def test_a_folder_that_is_not_there(self):
        ended = self.taraf.run('rescan', str(self.folder / 'none'))
        self.assertEqual(ended.returncode, 1)
        self.assertIn(str(self.folder / 'none').encode(), ended.stderr)
        self.assertEqual(self.taraf.json('status')['roots'], [])

    def test_an_empty_folder(self):
        (self.folder / 'empty').mkdir()
        result = self.taraf.json('rescan', str(self.folder / 'empty'))
        self.assertEqual((result['added'], result['failed']), (0, []))
        ended = self.taraf.run('similar', str(self.folder / 'empty'))
        self.assertEqual(ended.returncode, 1)
        self.assertIn(b'taraf rescan', ended.stderr)

    def test_cuda_without_a_device_is_an_error(self):
        (self.folder / 'empty').mkdir()
        if os.path.exists('/dev/nvidiactl'):
            self.skipTest('this machine has a CUDA device')
        ended = self.taraf.run('rescan', str(self.folder / 'empty'), '--device', 'cuda')
        self.assertEqual(ended.returncode, 1)
        self.assertIn(b'CUDA', ended.stderr)
        self.assertFalse(self.taraf.database.exists(), 'nothing is changed')
        auto = self.taraf.run('rescan', str(self.folder / 'empty'), '--device', 'auto')
        self.assertEqual(auto.returncode, 0)

    def test_quiet_says_nothing_and_progress_goes_to_stderr(self):
        music = self.music([0])
        ended = self.taraf.run('rescan', str(music), '--quiet', '--json')
        self.assertEqual(ended.stderr, b'')
        json.loads(ended.stdout)
        again = self.taraf.run('rescan', '--json')
        json.loads(again.stdout)

    def test_a_closed_standard_output_is_an_error(self):
        with open('/dev/full', 'wb') as full:
            ended = subprocess.run([BIN / 'taraf', 'status', '--json'], env=self.taraf.environment, stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(ended.returncode, 1)
        self.assertTrue(ended.stderr)


if __name__ == '__main__':
    unittest.main()
