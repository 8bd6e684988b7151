"""A PostgreSQL server of a test's own: a private cluster on a socket, as nobody where the tests are root's; and a line to it that can be cut."""
import contextlib
import os
import pathlib
import select
import shutil
import socket
import subprocess
import tempfile
import threading

PROGRAMS = max(pathlib.Path('/usr/lib/postgresql').glob('*/bin'), default=None, key=lambda path: int(path.parent.name))


class Cluster:
    """Everybody is trusted on the socket but pia, who needs the password 'secret'. At 127.0.0.1 it has a certificate for localhost that no authority knows. `more`: settings."""

    def __init__(self, more=()):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='taraf-pg-'))
        self.folder.chmod(0o755)
        self.data, self.log = self.folder / 'data', self.folder / 'log'
        self.data.mkdir(mode=0o700)
        self.log.touch()
        if os.geteuid() == 0:
            self.run('chown', '-R', '65534', self.folder, somebody=False)
        self.run(PROGRAMS / 'initdb', '-D', self.data, '-A', 'trust', '-U', 'postgres', '--no-sync', '--locale=C', '-E', 'UTF8')
        with contextlib.closing(socket.socket()) as free:
            free.bind(('127.0.0.1', 0))
            self.port = free.getsockname()[1]
        self.certificate = self.folder / 'server.crt'
        self.run('openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost',
                 '-keyout', self.folder / 'server.key', '-out', self.certificate, '-days', '2')
        self.certificate.chmod(0o644)
        rules = 'local all pia scram-sha-256\nlocal all all trust\nhostssl all all 127.0.0.1/32 trust\n'
        settings = [f"unix_socket_directories='{self.folder}'", "listen_addresses='127.0.0.1'", f'port={self.port}', 'ssl=on', f"ssl_cert_file='{self.certificate}'",
                    f"ssl_key_file='{self.folder}/server.key'", 'fsync=off', 'full_page_writes=off', "log_line_prefix='%a|%u|%p|'", 'max_connections=40']
        self.write('pg_hba.conf', rules)
        self.write('postgresql.auto.conf', '\n'.join([*settings, *more]) + '\n')
        self.control('start')

    def write(self, name, content):
        path = self.data / name
        path.write_text(content)
        if os.geteuid() == 0:
            os.chown(path, 65534, -1)

    def run(self, *command, somebody=True):
        under = ['setpriv', '--reuid=65534', '--clear-groups'] if somebody and os.geteuid() == 0 else []
        subprocess.run([*under, *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd='/')

    def control(self, what):
        self.run(PROGRAMS / 'pg_ctl', '-D', self.data, '-l', self.log, '-w', '-s', what)

    def close(self):
        self.control('stop')
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, role, database, folder=None):
        return f'postgresql://{role}@/{database}?host={folder or self.folder}&port={self.port}'

    def psql(self, database, sql, role='postgres', expect=0):
        """Rows as text; with expect=1 what was refused."""
        ended = subprocess.run([PROGRAMS / 'psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-h', self.folder, '-p', str(self.port), '-U', role, '-d', database, '-c', sql], capture_output=True, text=True)
        if (ended.returncode != 0) != bool(expect):
            raise AssertionError(f'{sql}: {ended.stdout}{ended.stderr}')
        return ended.stderr if expect else ended.stdout.splitlines()

    def rows(self, database, sql):
        return [tuple(line.split('|')) for line in self.psql(database, sql)]


class Line:
    """A socket that leads to the cluster, and is cut where cut_next_after() says, once each."""

    def __init__(self, cluster):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='taraf-line-'))
        self.target = str(cluster.folder / f'.s.PGSQL.{cluster.port}')
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(self.folder / f'.s.PGSQL.{cluster.port}'))
        self.listener.listen(16)
        self.budgets, self.cuts = [], 0
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def cut_next_after(self, sent, received):
        self.budgets.append([sent, received])

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.carry, args=(client, self.budgets.pop(0) if self.budgets else None), daemon=True).start()

    def carry(self, client, budget):
        with client, socket.socket(socket.AF_UNIX) as server:
            server.connect(self.target)
            while True:
                for source in select.select([client, server], [], [])[0]:
                    way = 0 if source is client else 1
                    try:
                        data = source.recv(65536)
                    except OSError:
                        data = b''
                    if not data:
                        return
                    if budget is not None:
                        data = data[:max(budget[way], 0)] if budget[way] < len(data) else data
                        budget[way] -= len(data)
                    try:
                        (server if way == 0 else client).sendall(data)
                    except OSError:
                        return
                    if budget is not None and budget[way] <= 0:
                        self.cuts += 1
                        return

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        shutil.rmtree(self.folder, ignore_errors=True)
