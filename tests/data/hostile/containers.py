"""Containers made here: formats without an encoder, nesting without end, streams without end, and blocks that swell."""
import functools
import random
import struct
import zlib

SWOLLEN = 1 << 30


@functools.cache
def block_of_zeros(size):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(bytes(size)) + packer.flush(zlib.Z_FULL_FLUSH)


def zlib_of_zeros(size):
    """A zlib stream of so many zeros; `size` is a multiple of 64 MiB. The same block over and over: a megabyte a gigabyte."""
    part = 64 << 20
    block = block_of_zeros(part)
    return b'\x78\xda' + block * (size // part) + b'\x03\0' + struct.pack('>HH', size % 65521, 1)


def one_bit_noise(size):
    return random.Random(2).randbytes(size)


def dsf(seconds):
    """DSD noise, one channel. Source: Sony, "DSF File Format Specification", 1.01, 2005."""
    rate, block = 2822400, 4096
    blocks = -(-rate * seconds // 8 // block)
    data = one_bit_noise(blocks * block)
    return (b'DSD ' + struct.pack('<QQQ', 28, 92 + len(data), 0) +
            b'fmt ' + struct.pack('<QIIIIIIQII', 52, 1, 0, 1, 1, rate, 1, rate * seconds, block, 0) +
            b'data' + struct.pack('<Q', 12 + len(data)) + data)


def dff(seconds):
    """The same as DSDIFF. Source: Philips, "Direct Stream Digital Interchange File Format", 1.5, 2004."""
    def chunk(name, body):
        return name + struct.pack('>Q', len(body)) + body + b'\0' * (len(body) % 2)
    rate = 2822400
    sound = (chunk(b'FS  ', struct.pack('>I', rate)) + chunk(b'CHNL', struct.pack('>H', 1) + b'C   ') +
             chunk(b'CMPR', b'DSD \x0enot compressed\0'))
    return chunk(b'FRM8', b'DSD ' + chunk(b'FVER', b'\1\5\0\0') + chunk(b'PROP', b'SND ' + sound) + chunk(b'DSD ', one_bit_noise(rate * seconds // 8)))


def ape(seconds):
    """Monkey's Audio 3.99 whose frames say "silence"."""
    per_frame, frame_bytes, blocks = 73728, 16, seconds * 44100
    frames = -(-blocks // per_frame)
    out = b'MAC ' + struct.pack('<HHIIIIIII16s', 3990, 0, 52, 24, frames * 4, 0, frames * frame_bytes, 0, 0, b'')
    out += struct.pack('<HHIIIHHI', 1000, 32, per_frame, blocks - (frames - 1) * per_frame, frames, 16, 2, 44100)
    out += b''.join(struct.pack('<I', 76 + frames * 4 + i * frame_bytes) for i in range(frames))
    return out + b''.join(struct.pack('<IIII', 0x80000000, 3, 0, i) for i in range(frames))


REVERSED = bytes(int(f'{byte:08b}'[::-1], 2) for byte in range(256))


def ogg_page(serial, sequence, flags, granule, body):
    """One page with a right checksum, which is zlib's read backwards."""
    lacing = b'\xff' * (len(body) // 255) + bytes([len(body) % 255])
    page = b'OggS\0' + struct.pack('<BqIII', flags, granule, serial, sequence, 0) + bytes([len(lacing)]) + lacing + body
    checksum = zlib.crc32(page.translate(REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return page[:22] + struct.pack('<I', int(f'{checksum:032b}'[::-1], 2)) + page[26:]


def element(name, body):
    """EBML: the name in hexadecimal, a size of eight bytes, the body."""
    return bytes.fromhex(name) + struct.pack('>Q', 1 << 56 | len(body)) + body


def matroska(track, blocks, more=b''):
    """PCM of 8 kHz, 16 bit, one channel; `track`: further elements of its track entry."""
    head = element('1A45DFA3', element('4282', b'matroska') + element('4287', b'\4') + element('4285', b'\2'))
    audio = element('E1', element('B5', struct.pack('>d', 8000)) + element('9F', b'\1') + element('6264', b'\x10'))
    entry = element('D7', b'\1') + element('73C5', b'\1') + element('83', b'\2') + element('86', b'A_PCM/INT/LIT') + audio + track
    cluster = element('1F43B675', element('E7', b'\0') + b''.join(element('A3', b'\x81' + struct.pack('>hB', at, 0x80) + block) for at, block in blocks))
    info = element('1549A966', element('2AD7B1', struct.pack('>I', 1_000_000)))
    return head + element('18538067', info + more + element('1654AE6B', element('AE', entry)) + cluster)


def nested(levels, wrap):
    """wrap(wrap(…)) as one string of openings: the innermost is empty. `wrap` gives the opening of a box that holds so many bytes."""
    openings, size = [], 0
    for _ in range(levels):
        openings.append(wrap(size))
        size += len(openings[-1])
    return b''.join(reversed(openings))


def deep(corpus, good):
    m4a = good['aac.m4a']
    start = m4a[:int.from_bytes(m4a[:4], 'big')]
    for box in (b'moov', b'trak', b'udta', b'meta', b'ilst', b'free', b'mdia'):
        inner = nested(10_000, lambda size, box=box: struct.pack('>I', size + 8) + box)
        corpus.write('deep', f'{box.decode()}.m4a', start + inner)
        corpus.write('deep', f'moov-{box.decode()}.m4a', start + struct.pack('>I', len(inner) + 8) + b'moov' + inner)
        corpus.write('deep', f'{box.decode()}-before.m4a', start + inner + m4a[len(start):])
    lists = nested(10_000, lambda size: b'LIST' + struct.pack('<I', size + 4) + b'INFO')
    wav = good['pcm.wav']
    corpus.write('deep', 'list.wav', wav[:12] + lists + wav[12:])
    corpus.write('deep', 'list-only.wav', wav[:12] + lists)
    aiff = good['pcm.aiff']
    corpus.write('deep', 'form.aiff', aiff[:12] + nested(10_000, lambda size: b'FORM' + struct.pack('>I', size + 4) + b'AIFF') + aiff[12:])
    simple = nested(10_000, lambda size: bytes.fromhex('67C8') + struct.pack('>Q', 1 << 56 | size))
    corpus.write('deep', 'simple-tags.ogg', matroska(b'', [(0, bytes(160_000))], element('1254C367', element('7373', simple))))
    corpus.write('deep', 'segments.ogg', matroska(b'', [])[:60] + nested(10_000, lambda size: bytes.fromhex('18538067') + struct.pack('>Q', 1 << 56 | size)))
    chapters = nested(10_000, lambda size: b'\xB6' + struct.pack('>Q', 1 << 56 | size))
    corpus.write('deep', 'chapters.ogg', matroska(b'', [(0, bytes(160_000))], element('1043A770', element('45B9', chapters))))
    dff_file = good['dsd.dff']
    corpus.write('deep', 'prop.dff', dff_file[:16] + nested(10_000, lambda size: b'PROP' + struct.pack('>Q', size + 4) + b'SND '))


def swelling(corpus):
    def packed(algorithm, more=b''):
        return element('6D80', element('6240', element('5031', b'\0') + element('5032', b'\1') + element('5033', b'\0') +
                                       element('5034', element('4254', algorithm) + more)))
    bomb = zlib_of_zeros(SWOLLEN)
    corpus.write('bombs', 'zlib.ogg', matroska(packed(b'\0'), [(0, bomb)]))
    corpus.write('bombs', 'zlib-many.ogg', matroska(packed(b'\0'), [(10 * i, zlib_of_zeros(64 << 20)) for i in range(40)]))
    corpus.write('bombs', 'stripped.ogg', matroska(packed(b'\3', element('4255', bytes(1_000_000))), [(i % 30_000, b'xx') for i in range(20_000)]))
    corpus.write('bombs', 'lzo.ogg', matroska(packed(b'\2'), [(i, b'\x11' * 200) for i in range(200)]))


def endless(corpus, good):
    opus = b'OpusHead\1\1\0\0' + struct.pack('<IhB', 48000, 0, 0)
    vorbis = b'\1vorbis' + struct.pack('<IBIiiiBB', 0, 1, 44100, 0, 64000, 0, 0xB8, 1)
    chain = b''.join(ogg_page(serial, 0, 2 | 4 * (serial % 2), 0, opus) for serial in range(100_000))
    corpus.write('endless', 'chain.opus', chain)
    corpus.write('endless', 'chain-vorbis.ogg', b''.join(ogg_page(serial, 0, 6, 0, vorbis) for serial in range(100_000)))
    corpus.write('endless', 'chain-behind.ogg', good['vorbis.ogg'] + chain)
    corpus.write('endless', 'empty-pages.ogg', good['vorbis.ogg'][:4000] + b''.join(ogg_page(7, i, 0, -1, b'') for i in range(100_000)))
    # Good for a while, and never says that it ends.
    ogg = good['vorbis.ogg']
    last = ogg.rindex(b'OggS')
    corpus.write('endless', 'no-end.ogg', ogg[:last])
    corpus.write('endless', 'over-and-over.ogg', ogg[:last] + ogg[ogg.index(b'OggS', len(ogg) // 2):last] * 100)
    corpus.write('endless', 'chained.ogg', ogg * 50)
    corpus.write('endless', 'latest-granule.ogg', ogg[:last + 6] + struct.pack('<q', (1 << 63) - 1) + ogg[last + 14:])

    adts = bytearray(good['adts.aac'][:7])
    for length in (0, 1, 6, 7, 8, 8191):
        adts[3] = adts[3] & 0xFC | length >> 11
        adts[4] = length >> 3 & 0xFF
        adts[5] = adts[5] & 0x1F | (length & 7) << 5
        corpus.write('endless', f'adts-{length}.aac', bytes(adts) * 100_000)
    corpus.write('endless', 'adts-one.aac', bytes(adts), 200 << 20)
    frame = good['bare.mp3'].index(b'\xff\xf3') if b'\xff\xf3' in good['bare.mp3'][:4000] else 0
    corpus.write('endless', 'headers.mp3', good['bare.mp3'][frame:frame + 4] * 250_000)
    corpus.write('endless', 'free-format.mp3', b'\xff\xfb\x00\x00' * 250_000)
    corpus.write('endless', 'one-frame.mp3', good['bare.mp3'][:4000], 300 << 20)
    for name, content in good.items():
        if name in {'flac.flac', 'wavpack.wv', 'aac.m4a', 'pcm.wav', 'wma.wma', 'ac3.aac', 'tta.tta'}:
            corpus.write('endless', f'then-zeros-{name}', content, 300 << 20)


def write(corpus, good):
    deep(corpus, good)
    swelling(corpus)
    endless(corpus, good)
