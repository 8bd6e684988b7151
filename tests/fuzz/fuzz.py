#!/usr/bin/env python3
"""Runs a target on the seeds of its format. What it finds is kept in build/fuzz/corpus, inputs that fail in build/fuzz/failed.
For example: packaging/dev exec tests/fuzz/fuzz.py playlists --seconds 3600"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
# Folders of TARAF_TEST_DATA that hold a target's format.
CONFORMANCE = {'playlists': ['xspf-suite/pass', 'xspf-suite/fail']}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('target', choices=sorted(path.stem for path in HERE.glob('*.cpp') if path.stem not in {'seeds', 'index_files'}))
    parser.add_argument('--seconds', type=int, default=60)
    parser.add_argument('--seed', type=int, default=1, help='of the mutations; 0 draws one')
    parser.add_argument('--fresh', action='store_true', help='start from the seeds alone and keep nothing but failures')
    parser.add_argument('--build', type=pathlib.Path, default=HERE.parents[1] / 'build/fuzz')
    options = parser.parse_args()

    program = options.build / f'bin/fuzz_{options.target}'
    if not program.is_file():
        sys.exit(f'{program} is not there; cmake --preset fuzz && cmake --build build/fuzz makes it')
    failed = options.build / 'failed'
    failed.mkdir(exist_ok=True)
    memory = '/dev/shm' if os.path.isdir('/dev/shm') else None
    with tempfile.TemporaryDirectory(prefix='taraf-fuzz-', dir=memory) as scratch:
        found = pathlib.Path(scratch, 'found') if options.fresh else options.build / 'corpus' / options.target
        found.mkdir(parents=True, exist_ok=True)
        subprocess.run([options.build / 'bin/fuzz_seeds', scratch], check=True)
        corpora = [found, pathlib.Path(scratch, options.target), HERE / 'corpus' / options.target]
        corpora += [pathlib.Path(os.environ.get('TARAF_TEST_DATA', '/nowhere'), folder) for folder in CONFORMANCE.get(options.target, [])]
        words = HERE / f'{options.target}.dict'
        command = [program, f'-max_total_time={options.seconds}', f'-seed={options.seed}', '-timeout=10', '-rss_limit_mb=1024',
                   '-print_final_stats=1', '-use_value_profile=1', f'-artifact_prefix={failed}/{options.target}-']
        command += [f'-dict={words}'] if words.is_file() else []
        # The sanitizers know how to ask binutils for names and lines, but not where it is.
        symbolizer = 'external_symbolizer_path=' + (shutil.which('addr2line') or '')
        environment = os.environ | {'TMPDIR': scratch, 'ASAN_OPTIONS': symbolizer, 'UBSAN_OPTIONS': symbolizer + ':print_stacktrace=1'}
        return subprocess.run(command + [corpus for corpus in corpora if corpus.is_dir()], cwd=scratch, env=environment).returncode


sys.exit(main())
