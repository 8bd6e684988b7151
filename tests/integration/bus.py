"""A session bus of a test's own, that starts tarafd when it is asked for, and calls over it."""
import json
import os
import pathlib
import subprocess
import time

from taraf import BIN, program

NAME, PATH = 'org.taraf.Taraf1', '/org/taraf/Taraf1'


class Refused(Exception):
    """An error that came back over the bus."""


class Bus:
    def __init__(self, taraf, folder, idle=600, everybody=False, tarafd=BIN / 'tarafd'):
        self.folder = pathlib.Path(folder)
        services = self.folder / 'services'
        services.mkdir(parents=True)
        (services / f'{NAME}.service').write_text(f'[D-BUS Service]\nName={NAME}\nExec={tarafd} --idle {idle}\n')
        policy = '<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>' + ('<allow user="*"/>' if everybody else '')
        config = self.folder / 'bus.conf'
        config.write_text('<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">'
                          f'<busconfig><type>session</type><listen>unix:path={self.folder}/bus</listen><servicedir>{services}</servicedir>'
                          f'<policy context="default">{policy}</policy></busconfig>')
        self.daemon = subprocess.Popen(['dbus-daemon', '--config-file', config, '--nofork', '--print-address=1'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                       env=taraf.environment, text=True)
        self.environment = {**taraf.environment, 'DBUS_SESSION_BUS_ADDRESS': self.daemon.stdout.readline().strip()}

    def close(self):
        pid = self.pid()
        self.daemon.terminate()
        self.daemon.wait()
        self.daemon.stdout.close()
        while pid and program(pid) == 'tarafd':  # it ends with its bus
            time.sleep(0.02)

    def busctl(self, *arguments, under=(), timeout=120):
        ended = subprocess.run([*under, 'busctl', f'--address={self.environment["DBUS_SESSION_BUS_ADDRESS"]}', '--json=short', '--timeout=100', *map(str, arguments)],
                               capture_output=True, text=True, timeout=timeout)
        if ended.returncode != 0:
            raise Refused(ended.stderr.strip())
        return ended.stdout

    def call(self, method, signature='', *arguments, **more):
        """What a method gives, plain: variants unpacked."""
        answer = self.busctl('call', NAME, PATH, NAME, method, *([signature, *arguments] if signature else []), **more)
        return plain(json.loads(answer)['data'])[0] if answer.strip() else None

    def ask(self, method, seeds, options='0'):
        """A question with seeds; options as busctl writes them: '1 count i 5'."""
        return self.call(method, 'asa{sv}', len(seeds), *seeds, *options.split())

    def pid(self):
        """Of the tarafd that runs; nothing if none does."""
        try:
            answer = self.busctl('call', 'org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID', 's', NAME)
        except Refused:
            return None
        return json.loads(answer)['data'][0]

    def wait_for(self, signal):
        """Waits in the background for a signal; wait() for the process."""
        return subprocess.Popen(['busctl', f'--address={self.environment["DBUS_SESSION_BUS_ADDRESS"]}', '--json=short', '--timeout=60', 'wait', NAME, PATH, NAME, signal],
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def plain(value):
    if isinstance(value, dict):
        return plain(value['data']) if set(value) == {'type', 'data'} else {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value
