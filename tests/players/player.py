"""Real players with a profile of their own, on a screen and a session bus of their own."""
import contextlib
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import time
import urllib.parse

from taraf import BIN


def wait_for(condition, seconds, what):
    """The first true answer; players take their time, and say nothing when they are through."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = condition()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError(f'waited {seconds} s in vain for {what}')


class Desktop:
    """A screen, a session bus and a home."""

    def __init__(self, folder, taraf=None, size='1280x800'):
        """With a Taraf, its tarafd starts when somebody on the bus asks for it. The size of the screen is in pixels."""
        self.home = pathlib.Path(folder) / 'desktop'
        for name in ('config', 'data', 'cache', 'run', 'tmp'):
            (self.home / name).mkdir(parents=True, mode=0o700)
        self.environment = {
            'PATH': os.environ['PATH'], 'HOME': str(self.home), 'LANG': 'C.UTF-8', 'QT_QPA_PLATFORM': 'xcb',
            'XDG_CONFIG_HOME': str(self.home / 'config'), 'XDG_DATA_HOME': str(self.home / 'data'), 'XDG_CACHE_HOME': str(self.home / 'cache'),
            'XDG_RUNTIME_DIR': str(self.home / 'run'), 'TMPDIR': str(self.home / 'tmp'), 'SDL_AUDIODRIVER': 'dummy'}
        if taraf:
            self.environment['TARAF_HOME'] = str(taraf.home)
            services = self.home / 'data' / 'dbus-1' / 'services'
            services.mkdir(parents=True)
            (services / 'org.taraf.Taraf1.service').write_text(f'[D-BUS Service]\nName=org.taraf.Taraf1\nExec={BIN / "tarafd"}\n')
        read, write = os.pipe()
        self.screen = subprocess.Popen(['Xvfb', '-displayfd', str(write), '-screen', '0', f'{size}x24', '-nolisten', 'tcp', '-noreset'], pass_fds=[write],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as announced:
            display = announced.readline().strip()  # to the line's end: a screen that cannot finish it dies
        self.environment['DISPLAY'] = f':{display}'
        self.bus = subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--print-address=1'], env=self.environment, stdout=subprocess.PIPE,
                                    stderr=subprocess.DEVNULL, text=True)
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = self.bus.stdout.readline().strip()
        self.started = []

    def start(self, *command):
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.started.append(process)
        return process

    def keys(self, *names):
        """Pressed one after the other, in the window that has the focus."""
        for name in names:
            subprocess.run(['xdotool', 'key', name], env=self.environment, check=True, timeout=20)
            time.sleep(0.2)

    def windows(self, name):
        """Those that are to be seen, by a regular expression of their title."""
        return self.run('xdotool', 'search', '--onlyvisible', '--name', name).stdout.split()

    def windows_of(self, pid):
        ended = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(pid)], env={**self.environment, 'PATH': os.environ['PATH']}, capture_output=True, text=True)
        return ended.stdout.split()

    def picture(self, file):
        self.run('import', '-window', 'root', str(file))

    def run(self, *command):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60)

    def close(self):
        for process in (*self.started, self.bus, self.screen):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        self.bus.stdout.close()


def rows(database, statement, *parameters):
    if not pathlib.Path(database).exists():
        return []
    try:
        with contextlib.closing(sqlite3.connect(f'file:{database}?mode=ro', uri=True)) as connection:
            return connection.execute(statement, parameters).fetchall()
    except sqlite3.OperationalError:
        return []  # the player is writing


def path_of(url):
    return urllib.parse.unquote(url.removeprefix('file://'))


class Strawberry:
    """Both Strawberry and Clementine keep playlists in SQLite and take `--create NAME FILE`."""
    program = 'strawberry'

    def __init__(self, desktop, sessions=2):
        self.desktop = desktop
        self.prepare()
        self.process = desktop.start(self.program)
        wait_for(lambda: rows(self.database, "SELECT name FROM sqlite_master WHERE name = 'playlist_items'"), 60, f'{self.program} to make its database')
        time.sleep(2)
        # In the first session of a new profile requests of the command line are dropped; people's profiles are older than that.
        for _ in range(1, sessions):
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
            self.process = desktop.start(self.program)
            time.sleep(3)

    def prepare(self):
        config = self.desktop.home / 'config' / 'strawberry'
        config.mkdir()
        (config / 'strawberry.conf').write_text('[MainWindow]\ndo_not_show_sponsor_message=true\n')
        self.database = self.desktop.home / 'data' / 'strawberry' / 'strawberry' / 'strawberry.db'

    urls = ('SELECT i.url, i.playlist_url, s.url FROM playlist_items i JOIN playlists p ON p.rowid = i.playlist '
            'LEFT JOIN songs s ON s.rowid = i.collection_id WHERE p.name = ? ORDER BY i.rowid')

    def open(self, name, file, count):
        """The paths of the playlist that the player made of the file."""
        ended = self.desktop.run(self.program, '--create', name, str(file))
        assert ended.returncode == 0, f'{self.program} --create ended with {ended.returncode}: {ended.stderr}'
        return self.entries(name, count)

    def entries(self, name, count):
        """The paths in a playlist of that name, when it has so many; else what it has after a while."""
        def items():
            found = [self.path(row) for row in rows(self.database, self.urls, name)]
            return found if len(found) >= count else None
        try:
            return wait_for(items, 60, f'{count} entries in {self.program}')
        except AssertionError:
            return [self.path(row) for row in rows(self.database, self.urls, name)]

    def next(self):
        """The next song, as a media key asks for it."""
        name = f'org.mpris.MediaPlayer2.{self.program}'
        self.desktop.run('busctl', '--user', 'call', name, '/org/mpris/MediaPlayer2', 'org.mpris.MediaPlayer2.Player', 'Next')

    def words(self, name):
        """(artist, title) of that playlist, as they are shown."""
        return rows(self.database, 'SELECT i.artist, i.title FROM playlist_items i JOIN playlists p ON p.rowid = i.playlist WHERE p.name = ? ORDER BY i.rowid', name)

    def path(self, row):
        return path_of(next((url for url in row if url), ''))


class Clementine(Strawberry):
    program = 'clementine'
    urls = ('SELECT CAST(i.filename AS TEXT), i.url FROM playlist_items i JOIN playlists p ON p.rowid = i.playlist WHERE p.name = ? ORDER BY i.rowid')

    def prepare(self):
        self.database = self.desktop.home / 'config' / 'Clementine' / 'clementine.db'


class Audacious:
    def __init__(self, desktop):
        self.desktop = desktop
        config = desktop.home / 'config' / 'audacious'
        config.mkdir()
        (config / 'plugin-registry').write_text(self.registry())
        self.start()

    def start(self):
        self.process = self.desktop.start(*self.command())
        wait_for(self.is_there, 60, 'audacious on the bus')
        time.sleep(2)

    def command(self):
        return ['audacious']

    def registry(self):
        return f'format 2\noutput {stock_plugins()}/Output/sdlout.so\nenabled 1\n'

    def is_there(self):
        return self.tool('version') is not None

    def tool(self, *words):
        """What audtool says; None where it fails."""
        ended = self.desktop.run('audtool', *words)
        return ended.stdout.removesuffix('\n') if ended.returncode == 0 else None

    def open(self, name, file, count):
        self.tool('playlist-clear')
        self.tool('playlist-addurl', pathlib.Path(file).as_uri())
        wait_for(lambda: int(self.tool('playlist-length') or 0) >= count, 60, f'{count} entries in audacious')
        return self.paths(count)

    def paths(self, count=None):
        """Of the list that is shown."""
        found = [self.tool('playlist-song-filename', str(i + 1)) for i in range(int(self.tool('playlist-length')) if count is None else count)]
        # It decodes what is a file's by itself.
        return [path_of(each) if each.startswith('file://') else each for each in found]


def stock_plugins():
    told = subprocess.run(['pkg-config', '--variable=plugin_dir', 'audacious'], capture_output=True, text=True).stdout.strip()
    return pathlib.Path(told) if told else next(pathlib.Path('/usr/lib').glob('*/audacious'))


def sanitized(plugin, log):
    """What a program is started with that loads a plugin of AddressSanitizer's, which wants to be there first; of others nothing."""
    linked = subprocess.run(['ldd', plugin], capture_output=True, text=True, check=True).stdout
    library = re.search(r'=> (\S+/libasan\.so\S*)', linked)
    if not library:
        return []
    # Leaks are those of all libraries together, so reports() looks whose they are.
    return ['env', f'LD_PRELOAD={library[1]}', f'ASAN_OPTIONS=log_path={log}:fast_unwind_on_malloc=0', 'LSAN_OPTIONS=exitcode=0', f'UBSAN_OPTIONS=log_path={log}:print_stacktrace=1']


class AudaciousWithTaraf(Audacious):
    """Audacious finds its plugins beside its own program, so a copy of that finds ours too, and the real one is left alone."""

    def __init__(self, desktop, plugin, **settings):
        self.plugin, self.settings = plugin, settings
        self.sanitized = sanitized(plugin, desktop.home / 'report')
        super().__init__(desktop)

    def registry(self):
        usr, stock = self.desktop.home / 'usr', stock_plugins()
        for kind in stock.iterdir():
            folder = usr / stock.relative_to('/usr') / kind.name
            folder.mkdir(parents=True)
            for module in kind.glob('*.so'):
                if module.name != self.plugin.name:  # an installed Taraf is not the one that is tested
                    (folder / module.name).symlink_to(module)
        (usr / stock.relative_to('/usr') / 'General' / 'taraf.so').symlink_to(self.plugin)
        (usr / 'bin').mkdir()
        shutil.copy2('/usr/bin/audacious', usr / 'bin')
        (usr / 'share').mkdir()
        (usr / 'share' / 'audacious').symlink_to('/usr/share/audacious')
        lines = ''.join(f'{name}={value}\n' for name, value in self.settings.items())
        (self.desktop.home / 'config' / 'audacious' / 'config').write_text(f'[taraf]\n{lines}')
        return super().registry() + f'general {self.plugin}\nenabled 1\n'

    def command(self, *more):
        return [*self.sanitized, str(self.desktop.home / 'usr' / 'bin' / 'audacious'), '-Q', *more]

    def reports(self):
        """What a sanitizer found in the plugin, once Audacious has ended."""
        found = []
        for text in (file.read_text(errors='replace') for file in self.desktop.home.glob('report.*')):
            bad = 'ERROR: AddressSanitizer' in text or 'runtime error:' in text
            found += [text] if bad else [part for part in text.split('\n\n') if 'leak of' in part and re.search(r'taraf::|/taraf\.so', part)]
        return found

    def is_there(self):
        # The bus answers before there are plugins.
        return self.tool('plugin-is-enabled', 'taraf') is not None

    def quit(self):
        """Its exit status."""
        self.tool('shutdown')
        return self.process.wait(30)

    def choose(self, up):
        """An entry of the playlist's menu, in Services, counted from that submenu's end."""
        self.desktop.keys('Menu')
        time.sleep(0.5)
        self.desktop.keys('Up', 'Right', *['Up'] * up, 'Return')
