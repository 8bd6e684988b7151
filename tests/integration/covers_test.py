"""Covers over the bus: found in folders and files, made small, kept; and what strangers' pictures can't do."""
import base64
import os
import pathlib
import struct
import subprocess
import unittest
import zlib

from bus import Bus, Refused
from taraf import BIN, TarafTestCase, lives, program, tracks

RED, GREEN, BLUE, WHITE = 'red', 'lime', 'blue', 'white'
COLOURS = {(255, 0, 0): RED, (0, 255, 0): GREEN, (0, 0, 255): BLUE, (255, 255, 255): WHITE}


def ffmpeg(*words):
    return subprocess.run(['ffmpeg', '-nostdin', '-v', 'error', '-y', *map(str, words)], check=True, capture_output=True).stdout


def paint(path, colour, size='300x200'):
    path.parent.mkdir(parents=True, exist_ok=True)
    ffmpeg('-f', 'lavfi', '-i', f'color={colour}:s={size},format={"rgb24" if path.suffix == ".png" else "yuvj444p"}', '-frames:v', 1, '-update', 1, path)
    return path


def colour(path):
    """Of a whole picture; and its size."""
    width, height = struct.unpack('>II', pathlib.Path(path).read_bytes()[16:24])
    pixel = ffmpeg('-i', path, '-vf', 'scale=1:1:flags=area', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-')
    near = [name for known, name in COLOURS.items() if all(abs(a - b) < 12 for a, b in zip(known, pixel))]
    return (near or [tuple(pixel)])[0], (width, height)


def png(width, height, rows, bits=1):
    """A grey PNG whose rows are given as they are packed."""
    def chunk(kind, content):
        return struct.pack('>I', len(content)) + kind + content + struct.pack('>I', zlib.crc32(kind + content))
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, bits, 0, 0, 0, 0)) + chunk(b'IDAT', rows) + chunk(b'IEND', b'')


def bomb(edge):
    """edge² black pixels, honestly packed."""
    packer, row = zlib.compressobj(9), bytes(1 + edge // 8)
    return png(edge, edge, b''.join(packer.compress(row) for _ in range(edge)) + packer.flush())


class CoversTest(TarafTestCase):
    def setUp(self):
        super().setUp()
        self.root = self.folder / 'music'
        self.made = self.folder / 'made'
        self.song = tracks(pathlib.Path(os.environ['TARAF_DEMO']))[0]

    def bus(self, **more):
        bus = Bus(self.taraf, self.folder / 'bus', **more)
        self.addCleanup(bus.close)
        return bus

    def track(self, name):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == self.song.suffix:
            path.write_bytes(self.song.read_bytes())
        else:
            ffmpeg('-i', self.song, '-map', '0:a', '-t', 4, path)
        return path

    def with_picture(self, name, picture):
        """The file with a picture in it."""
        bare = self.track(name)
        path = bare.with_stem(bare.stem + ' with picture')
        if path.suffix == '.opus':
            data, mime = picture.read_bytes(), b'image/png'
            block = struct.pack('>II', 3, len(mime)) + mime + struct.pack('>IIIIII', 0, 300, 200, 24, 0, len(data)) + data
            ffmpeg('-i', bare, '-c', 'copy', '-metadata:s:a', 'METADATA_BLOCK_PICTURE=' + base64.b64encode(block).decode(), path)
        else:
            ffmpeg('-i', bare, '-i', picture, '-map', 0, '-map', 1, '-c', 'copy', '-disposition:v:0', 'attached_pic', path)
        bare.unlink()
        return path

    def cover(self, bus, path):
        return bus.call('Cover', 's', path.as_uri() if isinstance(path, pathlib.Path) else path)

    def test_the_picture_in_the_folder_is_taken_in_the_order_of_names(self):
        bus, song = self.bus(), self.track('Album/01.flac')
        self.assertEqual(self.cover(bus, song), {})
        seen = set()
        # Each is better than all before it.
        for name, painted in (('cover (back).jpg', RED), ('albumart.png', GREEN), ('Front.jpeg', BLUE), ('FOLDER.JPG', RED), ('cover.png', GREEN)):
            paint(song.with_name(name), painted)
            cover = self.cover(bus, song)
            self.assertEqual((colour(cover['path']), cover['of_folder']), ((painted, (160, 107)), True), name)
            self.assertEqual(pathlib.Path(cover['path']).parent, self.taraf.home / 'cache' / 'covers')
            self.assertEqual(cover['uri'], pathlib.Path(cover['path']).as_uri())
            seen.add(cover['path'])
        self.assertEqual(len(seen), 5)
        kept = os.stat(cover['path']).st_ino
        self.assertEqual((self.cover(bus, song), self.cover(bus, str(song)), os.stat(cover['path']).st_ino), (cover, cover, kept))
        # A folder may be asked about as well: with a '/' it stands for what is in it.
        self.assertEqual(self.cover(bus, song.parent.as_uri() + '/'), cover)
        self.assertEqual(self.cover(bus, song.parent), {**cover, 'of_folder': False})
        # Another picture under the name, and none any more.
        paint(song.with_name('cover.png'), WHITE, '90x90')
        self.assertEqual(colour(self.cover(bus, song)['path']), (WHITE, (90, 90)))
        for each in song.parent.iterdir():
            if each != song:
                each.unlink()
        self.assertEqual(self.cover(bus, song), {})

    def test_a_disc_has_its_picture_one_floor_up(self):
        bus = self.bus()
        paint(self.root / 'Album' / 'folder.jpg', BLUE)
        for name, expected in (('CD 1', BLUE), ('cd2', BLUE), ('Disc 3', BLUE), ('Bonus', None)):
            cover = self.cover(bus, self.track(f'Album/{name}/01.flac'))
            self.assertEqual(cover and colour(cover['path'])[0] or None, expected, name)
        paint(self.root / 'Album' / 'CD 1' / 'cover.jpg', RED)
        self.assertEqual(colour(self.cover(bus, self.root / 'Album' / 'CD 1' / '01.flac')['path'])[0], RED)

    def test_the_picture_in_the_file_counts_where_the_folder_has_none(self):
        bus = self.bus()
        pictures = [paint(self.made / f'{each}.png', each) for each in (RED, GREEN, BLUE, WHITE)]
        names = ['a.mp3', 'b.flac', 'c.m4a', 'd.opus']
        songs = [self.with_picture(f'Mixed/{name}', picture) for name, picture in zip(names, pictures)]
        for song, picture in zip(songs, pictures):
            cover = self.cover(bus, song)
            self.assertEqual((cover and colour(cover['path']), cover.get('of_folder')), ((picture.stem, (160, 107)), False), song)
        # A folder shows what its first file has.
        self.assertEqual(colour(self.cover(bus, songs[0].parent)['path'])[0], RED)
        paint(songs[0].with_name('cover.jpg'), BLUE)
        self.assertEqual({self.cover(bus, song)['path'] for song in songs}, {self.cover(bus, songs[0])['path']})

    def test_names_are_bytes(self):
        bus = self.bus()
        folder = os.fsencode(self.root) + b'/it\'s "100%" #1?\nnew \xff'
        os.makedirs(folder)
        picture = paint(self.made / 'a.png', GREEN)
        os.link(picture, folder + b'/cover.png')
        uri = 'file://' + ''.join(f'%{byte:02X}' if chr(byte) not in '/abcdefghijklmnopqrstuvwxyz' else chr(byte) for byte in folder + b'/x.mp3')
        self.assertEqual(colour(self.cover(bus, uri)['path'])[0], GREEN)

    def test_what_is_no_file_is_refused_or_has_none(self):
        bus = self.bus()
        for wrong in ('relative/song.mp3', 'http://example.org/song.mp3', ''):
            with self.assertRaisesRegex(Refused, "a file's or a folder's URI"):
                bus.call('Cover', 's', wrong)
        os.mkfifo(self.folder / 'cover.jpg')
        for nothing in (self.folder / 'x.mp3', '/nowhere/song.mp3', '/dev/zero', '/proc/self/mem', self.folder):
            self.assertEqual(self.cover(bus, nothing), {}, nothing)

    def test_hostile_pictures_are_none_and_nothing_else_happens(self):
        bus = self.bus()
        good = paint(self.made / 'good.jpg', RED, '900x600').read_bytes()
        hostile = {'bomb': bomb(50_000), 'lies': png(0x7fffffff, 0x7fffffff, zlib.compress(b'\0' * 1000)), 'truncated': good[:len(good) // 2], 'start': good[:20],
                   'svg': b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>', 'text': b'just words\n', 'nothing': b'',
                   'playlist': b'#EXTM3U\nfile:///etc/passwd\n', 'concat': b'ffconcat version 1.0\nfile /etc/passwd\n'}
        self.assertEqual(self.cover(bus, self.track('Good/a.flac')), {})
        pid, (probe,) = bus.pid(), [each for each in self.children(bus.pid()) if program(each) == 'taraf-probe']
        song = self.with_picture('b.flac', paint(self.made / 'inside.png', GREEN)).read_bytes()
        for name, content in hostile.items():
            for ending in ('jpg', 'png'):
                folder = self.root / f'{name} {ending}'
                folder.mkdir(parents=True)
                (folder / f'cover.{ending}').write_bytes(content)
                (folder / 'bare.flac').write_bytes(self.song.read_bytes())
                self.assertEqual(self.cover(bus, folder / 'bare.flac'), {}, folder)
        huge = self.root / 'huge' / 'cover.jpg'
        huge.parent.mkdir()
        huge.write_bytes(good)
        os.truncate(huge, 200_000_000)
        self.assertEqual(self.cover(bus, huge.with_name('a.mp3')), {})
        # The picture in the file counts then, or the next in the folder.
        (huge.parent / 'b.flac').write_bytes(song)
        self.assertEqual(colour(self.cover(bus, huge.with_name('b.flac'))['path'])[0], GREEN)
        paint(huge.with_name('folder.png'), BLUE)
        self.assertEqual(colour(self.cover(bus, huge.with_name('b.flac'))['path'])[0], BLUE)
        self.assertEqual(bus.pid(), pid)
        self.assertTrue(lives(probe), 'none of them ended the probe')
        self.assertEqual(len(list((self.taraf.home / 'cache' / 'covers').iterdir())), 2)

    def test_two_thousand_are_kept(self):
        bus = self.bus()
        kept = self.taraf.home / 'cache' / 'covers'
        kept.mkdir(parents=True)
        for i in range(2050):
            (kept / f'{i}.png').touch()
            os.utime(kept / f'{i}.png', (i, i))
        song = self.track('a.flac')
        paint(song.with_name('cover.jpg'), RED)
        cover = pathlib.Path(self.cover(bus, song)['path'])
        self.assertEqual({each.name for each in kept.iterdir()}, {cover.name, *(f'{i}.png' for i in range(51, 2050))})

    def test_a_cache_that_can_not_be_written_is_told(self):
        bus = self.bus()
        song = self.track('a.flac')
        paint(song.with_name('cover.jpg'), RED)
        bus.call('Status')
        (self.taraf.home / 'cache').mkdir(parents=True, exist_ok=True)
        (self.taraf.home / 'cache' / 'covers').write_text('in the way')
        with self.assertRaisesRegex(Refused, str(self.taraf.home / 'cache' / 'covers')):
            self.cover(bus, song)

    @unittest.skipIf(os.environ.get('TARAF_SANITIZE'), 'a sanitizer and strace get in each other\'s way')
    def test_pictures_are_read_by_the_probe_alone(self):
        picture = paint(self.root / 'Album' / 'cover.jpg', RED)
        song = self.with_picture('Other/a.mp3', paint(self.made / 'b.png', GREEN))
        log, traced = self.folder / 'log', self.folder / 'traced'
        calls = 'open,openat,openat2,read,readv,pread64,preadv,preadv2,mmap,sendfile,copy_file_range,splice'
        traced.write_text(f'#!/bin/sh\nexec strace -f -qq -Y -o "{log}" -e trace={calls} -P "{picture}" -P "{song}" {BIN}/tarafd "$@"\n')
        traced.chmod(0o755)
        bus = self.bus(tarafd=traced)
        self.assertEqual([colour(self.cover(bus, each)['path'])[0] for each in (picture.with_name('a.flac'), song)], [RED, GREEN])
        touched = {(line.split('<')[1].split('>')[0], line.split('> ')[1].split('(')[0]) for line in log.read_text(errors='replace').splitlines() if '(' in line}
        self.assertTrue({call for who, call in touched if who == 'taraf-probe'} & {'read', 'pread64', 'mmap'}, touched)
        # Whoever confines the probe opens the file for it and reads nothing of it.
        self.assertEqual({call for who, call in touched if who != 'taraf-probe'}, {'openat'})


if __name__ == '__main__':
    unittest.main()
