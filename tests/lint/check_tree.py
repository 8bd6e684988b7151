#!/usr/bin/env python3
"""Fails on a room without a README, on a source past 800 lines, and on names the house does not use."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROOMS = ['core/base', 'core/neighbours', 'core/store', 'core/recommend', 'core/judge', 'core/playlists', 'core/answer', 'core/probe', 'core/analysis',
         'core/learn', 'core/collection', 'core/listens', 'core/work', 'core/demo', 'service', 'gui', 'plugin', 'cli', 'resources',
         'translations', 'tests', 'packaging']
BANNED = re.compile(r'\b(?!Q[A-Z])\w*(Manager|Helper|Utils)\b')  # Qt's own names are Qt's
LONGEST = 800

troubles = []
for room in ROOMS:
    readme = ROOT / room / 'README.md'
    if not readme.is_file():
        troubles.append(f'{room} has no README.md')
    elif room.startswith('core/'):
        text = readme.read_text().lower()
        for wanted in ('may use', 'must not know', 'start here'):
            if wanted not in text:
                troubles.append(f'{room}/README.md does not say: {wanted}')
for folder in ('core', 'cli', 'service', 'gui', 'plugin', 'tests', 'packaging'):
    for path in (ROOT / folder).rglob('*'):
        if path.suffix not in {'.h', '.cpp', '.py', '.sh'} or not path.is_file():
            continue
        name = path.relative_to(ROOT)
        text = path.read_text(encoding='utf-8')
        if text.count('\n') > LONGEST:
            troubles.append(f'{name} has more than {LONGEST} lines; split it at a seam')
        if path.suffix in {'.h', '.cpp'}:
            if not re.fullmatch(r'[a-z0-9_]+\.(h|cpp)', path.name):
                troubles.append(f'{name}: files are named in snake_case')
            for line in text.splitlines():
                if BANNED.search(line.split('//')[0]):
                    troubles.append(f'{name}: {line.strip()}')
for trouble in troubles:
    print(trouble)
sys.exit(1 if troubles else 0)
