"""Numbers in headers that no sound has: rates, channels, sizes and durations of nothing, of everything and below zero."""
import struct

ABSURD_32 = (0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
ABSURD_16 = (0, 0x7FFF, 0x8000, 0xFFFF)


def patched(content, at, format, value):
    return content[:at] + struct.pack(format, value) + content[at + struct.calcsize(format):]


def variants(corpus, name, content, fields):
    """One file for each absurd value of each field: {field: (offset, struct format, values)}."""
    stem, ending = name.split('.')
    for field, (at, format, values) in fields.items():
        for number, value in enumerate(values):
            corpus.write('absurd', f'{stem}-{field}-{number}.{ending}', patched(content, at, format, value))


def extended(number):
    """A number as an 80-bit float, as AIFF has its rate."""
    if number == 0:
        return b'\0' * 10
    sign, number, exponent = (0x8000 if number < 0 else 0), abs(number), 16383 + 63
    mantissa = int(number)
    while mantissa >= 1 << 64:
        mantissa, exponent = mantissa >> 1, exponent + 1
    while mantissa < 1 << 63:
        mantissa, exponent = mantissa << 1, exponent - 1
    return struct.pack('>HQ', sign | exponent, mantissa)


def write(corpus, good):
    wav = good['pcm.wav']
    fmt, data = wav.index(b'fmt '), wav.index(b'data')
    variants(corpus, 'pcm.wav', wav, {
        'riff': (4, '<I', ABSURD_32), 'codec': (fmt + 8, '<H', ABSURD_16), 'channels': (fmt + 10, '<H', ABSURD_16), 'rate': (fmt + 12, '<I', ABSURD_32),
        'bytes-a-second': (fmt + 16, '<I', ABSURD_32), 'block': (fmt + 20, '<H', ABSURD_16), 'bits': (fmt + 22, '<H', ABSURD_16),
        'fmt': (fmt + 4, '<I', ABSURD_32), 'data': (data + 4, '<I', ABSURD_32)})
    rf64 = good['rf64.wav']
    variants(corpus, 'rf64.wav', rf64, {f'ds64-{at}': (rf64.index(b'ds64') + at, '<Q', (0, 1 << 62, 1 << 63, (1 << 64) - 1)) for at in (8, 16, 24)})
    variants(corpus, 'w64.wav', good['w64.wav'], {'size': (16, '<Q', (0, 1 << 63, (1 << 64) - 1)), 'fmt': (56, '<Q', (0, 1 << 63, (1 << 64) - 1))})

    aiff = good['pcm.aiff']
    comm, ssnd = aiff.index(b'COMM'), aiff.index(b'SSND')
    variants(corpus, 'pcm.aiff', aiff, {
        'channels': (comm + 8, '>H', ABSURD_16), 'frames': (comm + 10, '>I', ABSURD_32), 'bits': (comm + 14, '>H', ABSURD_16),
        'comm': (comm + 4, '>I', ABSURD_32), 'ssnd': (ssnd + 4, '>I', ABSURD_32), 'offset': (ssnd + 8, '>I', ABSURD_32),
        'rate': (comm + 16, '10s', [extended(rate) for rate in (0, 1, -44100, 1e18, 1e300)] + [b'\x7f\xff\xff' + b'\0' * 7, b'\xff' * 10])})

    flac = good['flac.flac']
    info = int.from_bytes(flac[18:26], 'big')  # 20 bits of rate, 3 of channels, 5 of bits, 36 of samples
    for name, shift, width, values in (('rate', 44, 20, (0, 1, 0xFFFFF)), ('channels', 41, 3, (0, 7)), ('bits', 36, 5, (0, 31)), ('samples', 0, 36, (0, 1, (1 << 36) - 1))):
        for number, value in enumerate(values):
            changed = info & ~(((1 << width) - 1) << shift) | value << shift
            corpus.write('absurd', f'flac-{name}-{number}.flac', flac[:18], changed.to_bytes(8, 'big'), flac[26:])
    variants(corpus, 'flac.flac', flac, {'least': (8, '>H', ABSURD_16), 'most': (10, '>H', ABSURD_16), 'block': (4, '>I', ABSURD_32)})

    variants(corpus, 'au.wav', good['au.wav'], {
        'offset': (4, '>I', ABSURD_32), 'size': (8, '>I', ABSURD_32), 'codec': (12, '>I', ABSURD_32), 'rate': (16, '>I', ABSURD_32),
        'channels': (20, '>I', ABSURD_32)})
    caf = good['caf.m4a']
    desc, data = caf.index(b'desc'), caf.index(b'data')
    variants(corpus, 'caf.m4a', caf, {
        'rate': (desc + 12, '>d', (0.0, -44100.0, 1e308, float('nan'), float('inf'))), 'bytes': (desc + 28, '>I', ABSURD_32),
        'frames': (desc + 32, '>I', ABSURD_32), 'channels': (desc + 36, '>I', ABSURD_32), 'bits': (desc + 40, '>I', ABSURD_32),
        'data': (data + 4, '>Q', (0, 1 << 63, (1 << 64) - 2, (1 << 62)))})

    mp3 = good['vbr.mp3']
    xing = mp3.index(b'Xing')
    variants(corpus, 'vbr.mp3', mp3, {'frames': (xing + 8, '>I', ABSURD_32), 'bytes': (xing + 12, '>I', ABSURD_32), 'flags': (xing + 4, '>I', ABSURD_32)})
    corpus.write('absurd', 'vbri.mp3', good['bare.mp3'].replace(b'\0' * 26, b'VBRI\0\1' + b'\xff' * 20, 1))

    m4a = good['aac.m4a']
    boxes = {box: m4a.index(box) for box in (b'mvhd', b'tkhd', b'mdhd', b'stsz', b'stts', b'stsc', b'stco', b'mp4a')}
    at = {name: boxes[name.encode()] for name in ('mvhd', 'tkhd', 'mdhd', 'stsz', 'stts', 'stsc', 'stco', 'mp4a')}
    variants(corpus, 'aac.m4a', m4a, {
        'movie-scale': (at['mvhd'] + 16, '>I', ABSURD_32), 'movie-duration': (at['mvhd'] + 20, '>I', ABSURD_32),
        'scale': (at['mdhd'] + 16, '>I', ABSURD_32), 'duration': (at['mdhd'] + 20, '>I', ABSURD_32), 'sample-size': (at['stsz'] + 8, '>I', ABSURD_32),
        'samples': (at['stsz'] + 12, '>I', ABSURD_32), 'times': (at['stts'] + 8, '>I', ABSURD_32), 'time': (at['stts'] + 16, '>I', ABSURD_32),
        'chunks': (at['stsc'] + 8, '>I', ABSURD_32), 'offsets': (at['stco'] + 8, '>I', ABSURD_32), 'offset': (at['stco'] + 12, '>I', ABSURD_32),
        'channels': (at['mp4a'] + 20, '>H', ABSURD_16), 'rate': (at['mp4a'] + 28, '>I', ABSURD_32)})

    variants(corpus, 'dsd.dsf', good['dsd.dsf'], {
        'channels': (52, '<I', ABSURD_32), 'rate': (56, '<I', ABSURD_32), 'bits': (60, '<I', ABSURD_32), 'samples': (64, '<Q', (0, 1 << 63, (1 << 64) - 1)),
        'block': (72, '<I', ABSURD_32), 'data': (84, '<Q', (0, 1 << 63, (1 << 64) - 1)), 'tag': (20, '<Q', (1, 1 << 63, (1 << 64) - 1))})
    variants(corpus, 'silent.ape', good['silent.ape'], {
        'header': (12, '<I', ABSURD_32), 'seek': (16, '<I', ABSURD_32), 'blocks': (56, '<I', ABSURD_32), 'last': (60, '<I', ABSURD_32),
        'frames': (64, '<I', ABSURD_32), 'channels': (70, '<H', ABSURD_16), 'rate': (72, '<I', ABSURD_32)})
    variants(corpus, 'tta.tta', good['tta.tta'], {
        'channels': (6, '<H', ABSURD_16), 'rate': (10, '<I', ABSURD_32), 'samples': (14, '<I', ABSURD_32)})
    variants(corpus, 'wavpack.wv', good['wavpack.wv'], {'size': (4, '<I', ABSURD_32), 'samples': (12, '<I', ABSURD_32), 'block': (20, '<I', ABSURD_32),
                                                        'flags': (24, '<I', ABSURD_32)})
