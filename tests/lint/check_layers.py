#!/usr/bin/env python3
"""Fails on an include that layers.txt does not allow, on a permission nobody uses, on private headers used from
outside their room, and on a room that includes a library that is not its business."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.M)
SOURCES = {'.h', '.cpp'}

# Who may use which third-party headers; anybody may use the standard library and POSIX.
LIBRARIES = {
    'torch': (re.compile(r'^(torch|ATen|c10)/'), {'core/analysis', 'core/learn'}),
    'FFTW': (re.compile(r'^fftw3'), {'core/analysis', 'core/learn'}),
    'TagLib and FFmpeg': (re.compile(r'^(taglib|libav\w+|libsw\w+)/'), {'core/probe'}),
    'hnswlib': (re.compile(r'^hnswlib/'), {'core/neighbours'}),
    'SQLite': (re.compile(r'^(SQLiteCpp/|sqlite3)'), {'core/store'}),
    'libsndfile': (re.compile(r'^sndfile'), {'core/demo'}),
    'Qt': (re.compile(r'^Q[A-Z]'), {'core/playlists', 'core/answer', 'core/collection', 'core/listens', 'core/work', 'service', 'gui',
                                     'plugin', 'cli'}),
}


def room_of(path):
    parts = path.relative_to(ROOT).parts
    return '/'.join(parts[:2]) if parts[0] == 'core' else parts[0]


def read_layers():
    layers = {}
    for line in (ROOT / 'tests/lint/layers.txt').read_text().splitlines():
        line = line.split('#')[0].strip()
        if line:
            who, whom = line.split(':')
            layers[who.strip()] = set(whom.split())
    return layers


def main():
    layers, used, troubles = read_layers(), {}, []
    for path in sorted(ROOT.rglob('*')):
        top = path.relative_to(ROOT).parts[0]
        if path.suffix not in SOURCES or top not in {'core', 'cli', 'service', 'gui', 'plugin', 'tests'}:
            continue
        room = room_of(path)
        own = room.split('/')[-1]
        name = path.relative_to(ROOT)
        for include in INCLUDE.findall(path.read_text(encoding='utf-8')):
            if include.startswith('taraf/') and room != 'tests':
                target = include.split('/')[1]
                if target not in {'base', own}:
                    if target not in layers.get(room, set()):
                        troubles.append(f'{name}: {room} may not know {target}')
                    used.setdefault(room, set()).add(target)
            if '..' in include.split('/'):
                troubles.append(f'{name}: includes {include} by a way round')
            for library, (pattern, allowed) in LIBRARIES.items():
                if room != 'tests' and pattern.search(include) and room not in allowed:
                    troubles.append(f'{name}: {library} is not the business of {room}')
        if room != 'tests' and 'include' in name.parts and not path.read_text().startswith('/// @file'):
            troubles.append(f'{name}: a public header says in its first line what it is about (/// @file …)')
    for who, whom in layers.items():
        for target in sorted(whom - {'*'} - used.get(who, set())):
            troubles.append(f'layers.txt: {who} does not use {target} any more; take the permission away')
    for trouble in troubles:
        print(trouble)
    return 1 if troubles else 0


sys.exit(main())
