#!/usr/bin/env python3
"""Writes a folder full of files that no decent program made, and good ones between them: make.py FOLDER

FOLDER/good holds what must be read; every other folder holds one kind of trouble. Always the same bytes; hundreds of files, some of
hundreds of megabytes but sparse, so that all of it takes little room. Needs the program ffmpeg as the source of good audio."""
import os
import pathlib
import random
import socket
import subprocess
import sys

import containers
import headers
import tags

SECONDS = 13  # a little more than the shortest that is listened to

# Name of the file, and ffmpeg's options. Content decides, so formats whose ending no scan looks for come under another.
FORMATS = {
    'cbr.mp3': '-c:a libmp3lame -b:a 64k',
    'bare.mp3': '-c:a libmp3lame -b:a 128k -write_xing 0',
    'vbr.mp3': '-c:a libmp3lame -q:a 5 -write_id3v1 1',
    'flac.flac': '-c:a flac',
    'vorbis.ogg': '-c:a libvorbis',
    'flac.oga': '-c:a flac',
    'opus.opus': '-c:a libopus -b:a 48k',
    'speex.spx': '-c:a libspeex -ar 16000',
    'aac.m4a': '-c:a aac -b:a 64k',
    'fast.m4a': '-c:a aac -b:a 64k -movflags +faststart',
    'alac.m4a': '-c:a alac',
    'adts.aac': '-c:a aac -b:a 64k',
    'pcm.wav': '-c:a pcm_s16le',
    'rf64.wav': '-c:a pcm_s16le -rf64 always',
    'w64.wav': '-c:a pcm_s16le -f w64',
    'au.wav': '-c:a pcm_s16be -f au',
    'pcm.aiff': '-c:a pcm_s16be',
    'caf.m4a': '-c:a pcm_s16le -f caf',
    'wavpack.wv': '-c:a wavpack',
    'wma.wma': '-c:a wmav2 -b:a 64k',
    'tta.tta': '-c:a tta',
    'matroska.ogg': '-c:a libvorbis -f matroska',
    'webm.ogg': '-c:a libopus -b:a 48k -f webm',
    'ac3.aac': '-c:a ac3 -b:a 96k -f ac3',
    'eac3.aac': '-c:a eac3 -b:a 96k -f eac3',
}


class Corpus:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.random = random.Random(1)

    def write(self, kind, name, *parts):
        """A file of bytes and, for each integer, as many zeros, which take no room."""
        path = self.folder / kind / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, 'wb') as file:
            for part in parts:
                if isinstance(part, int):
                    file.seek(part, os.SEEK_CUR)
                else:
                    file.write(part)
            file.truncate()
        return path

    def noise(self, size):
        return self.random.randbytes(size)


def encode(corpus):
    """The good files, by name. Each has a sound and a title of its own."""
    good = {}
    (corpus.folder / 'good').mkdir(parents=True, exist_ok=True)
    for number, (name, options) in enumerate(FORMATS.items()):
        path = corpus.folder / 'good' / name
        tone = f'sine=frequency={300 + 40 * number}:sample_rate=22050:duration={SECONDS},tremolo=f={2 + number % 5}'
        subprocess.run(['ffmpeg', '-nostdin', '-y', '-loglevel', 'error', '-f', 'lavfi', '-i', tone, '-metadata', f'title=Good {name}', '-metadata',
                        f'artist=Artist {number}', '-bitexact', *options.split(), path], check=True)
        good[name] = path.read_bytes()
    for kind, name, content in (('good', 'dsd.dsf', containers.dsf(SECONDS)), ('good', 'dsd.dff', containers.dff(SECONDS)),
                                ('silent', 'silent.ape', containers.ape(SECONDS))):
        good[name] = content
        corpus.write(kind, name, content)
    return good


def damaged(corpus, good):
    """What goes wrong with any file, for every format."""
    names = list(good)
    for number, (name, content) in enumerate(good.items()):
        size = len(content)
        stem, ending = name.split('.')
        for tenth in range(1, 10):
            corpus.write('truncated', f'{stem}-{tenth}0.{ending}', content[:size * tenth // 10])
        for head in (1, 4, 16, 100):
            corpus.write('truncated', f'{stem}-{head}-bytes.{ending}', content[:head])
        corpus.write('empty', name)
        corpus.write('zeros', name, 100_000)
        corpus.write('zeros', f'{stem}-second-half.{ending}', content[:size // 2], size - size // 2)
        corpus.write('zeros', f'{stem}-first-half.{ending}', size // 2, content[size // 2:])
        corpus.write('noise', name, corpus.noise(50_000))
        corpus.write('noise', f'{stem}-magic.{ending}', content[:12], corpus.noise(50_000))
        corpus.write('noise', f'{stem}-header.{ending}', content[:200], corpus.noise(50_000))
        for variant in range(3):
            flipped = bytearray(content)
            for _ in range(8 << 2 * variant):
                flipped[corpus.random.randrange(min(size, 600))] ^= 1 << corpus.random.randrange(8)
            corpus.write('flipped', f'{stem}-{variant}.{ending}', bytes(flipped))
        corpus.write('misnamed', f'{stem}.{names[(number + 7) % len(names)].split(".")[1]}', content)
    for magic in (b'MP+\x07', b'MPCK', b'tBaK', b'MAC ', b'wvpk', b'TTA1', b'TTA2', b'DSD ', b'FRM8', b'OggS', b'fLaC', b'\xff\xf1', b'ID3\x04\0\0'):
        corpus.write('noise', f'magic-{magic.hex()}.mpc', magic, corpus.noise(30_000))
    for ending in ('mp3', 'flac', 'm4a', 'ogg', 'wav', 'aac', 'mpc', 'ape'):
        corpus.write('zeros', f'300-megabytes.{ending}', 300 << 20)


def not_files(corpus, good):
    """Things with a musical name that are no regular file, and names that are no text."""
    folder = corpus.folder / 'names'
    (folder / 'folder.mp3').mkdir(parents=True)
    os.mkfifo(folder / 'fifo.mp3')
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(os.fspath(folder / 'socket.mp3') if len(os.fspath(folder)) < 90 else os.path.relpath(folder / 'socket.mp3'))
    listener.close()
    (folder / 'loop.mp3').symlink_to('loop.mp3')
    (folder / 'dangling.mp3').symlink_to('gone.mp3')
    for name in (b'new\nline', b'tab\tand\x1b[31mred', b'inv\xffalid\xc3', b'\xed\xa0\x80surrogate', b'"quotes\' & <b>', b'-rf', b' ', b'\xe2\x80\xae right to left', b'x' * 240):
        for kind, content in (('good', good['cbr.mp3'] + name), ('names', corpus.noise(3000))):
            path = os.path.join(os.fsencode(corpus.folder), kind.encode(), name + b'.mp3')
            with open(path, 'wb') as file:
                file.write(content)


def main(folder):
    corpus = Corpus(folder)
    good = encode(corpus)
    # A second of DSD is half a megabyte.
    good |= {'dsd.dsf': containers.dsf(1), 'dsd.dff': containers.dff(1)}
    damaged(corpus, good)
    not_files(corpus, good)
    headers.write(corpus, good)
    containers.write(corpus, good)
    tags.write(corpus, good)
    # Long ago: what has just been written might still be being written.
    for path, folders, files in os.walk(os.fsencode(folder)):
        for name in files:
            os.utime(os.path.join(path, name), (1_000_000_000, 1_000_000_000), follow_symlinks=False)


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
