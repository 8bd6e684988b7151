"""Tags that swell, nest, never end, or are no text. The audio behind them is good."""
import struct

from containers import SWOLLEN, element, matroska, nested, zlib_of_zeros

NO_TEXT = (b'\xff\xfe\xfa', b'\xc3', b'\xed\xa0\x80\xed\xb0\x80', b'\xf5\x80\x80\x80', b'nul\0 and\0 more', b'\x1b[31mred\x07', b'\xe2\x80\xae', b'x' * 70_000)


def synchsafe(size):
    return bytes([size >> 21 & 0x7F, size >> 14 & 0x7F, size >> 7 & 0x7F, size & 0x7F])


def id3(*parts, version=4, size=None):
    """An ID3v2 tag of parts as Corpus.write() takes them."""
    whole = sum(part if isinstance(part, int) else len(part) for part in parts)
    return (b'ID3' + bytes([version, 0, 0]) + synchsafe(whole if size is None else size), *parts)


def frame(name, body, flags=0):
    return name + synchsafe(len(body)) + struct.pack('>H', flags) + body


def title(text):
    return frame(b'TIT2', b'\3' + text)


def mp3(corpus, good):
    audio = good['bare.mp3']
    bomb = zlib_of_zeros(SWOLLEN)
    for name in (b'TIT2', b'APIC', b'COMM', b'TXXX', b'PRIV', b'CHAP'):
        kind = name.decode()
        # 0x09: compressed, with a length of what comes out.
        holds = frame(name, b'\x7f\x7f\x7f\x7f' + bomb, 9)
        corpus.write('bombs', f'{kind}-holds.mp3', *id3(title(b'Bomb'), holds), audio)
        corpus.write('bombs', f'{kind}-claims.mp3', *id3(title(b'Claim'), frame(name, b'\x04\0\0\0' + bomb[:60], 9)), audio)
        old = name + struct.pack('>IH', 4 + len(bomb), 0x0080) + struct.pack('>I', SWOLLEN) + bomb
        corpus.write('bombs', f'{kind}-2.3.mp3', *id3(title(b'Old bomb'), old, version=3), audio)
    many = b''.join(frame(b'TXXX', b'\x7f\x7f\x7f\x7f' + zlib_of_zeros(64 << 20), 9) for _ in range(20))
    corpus.write('bombs', 'many.mp3', *id3(many), audio)

    picture = b'\3image/png\0\3\0'
    art = 200 << 20
    for name, body in ((b'APIC', picture), (b'TXXX', b'\0'), (b'COMM', b'\0eng'), (b'PRIV', b'x\0'), (b'ZZZZ', b'')):
        size = 100 << 20 if name != b'APIC' else art
        head = name + synchsafe(size + len(body)) + b'\0\0' + body
        corpus.write('large', f'{name.decode()}-first.mp3', *id3(head, size, title(b'Behind')), audio)
        corpus.write('large', f'{name.decode()}.mp3', *id3(title(b'Before'), head, size), audio)
    corpus.write('large', 'padding.mp3', *id3(title(b'Padded'), 250 << 20), audio)
    corpus.write('large', 'tag-of-everything.mp3', *id3(title(b'All'), audio, size=(1 << 28) - 1))
    corpus.write('large', 'tags.mp3', *[part for _ in range(30_000) for part in id3(title(b'Again'))], audio)
    corpus.write('many', 'frames.mp3', *id3(frame(b'TXXX', b'\3a\0b') * 500_000), audio)
    corpus.write('many', 'titles.mp3', *id3(title(b'x') * 500_000), audio)
    corpus.write('many', 'values.mp3', *id3(frame(b'TPE1', b'\3' + b'a\0' * 2_000_000)), audio)

    def chapter(size):
        return b'CHAP' + synchsafe(size + 18) + b'\0\0x\0' + b'\xff' * 16
    corpus.write('deep', 'chap.mp3', *id3(nested(5_000, chapter)), audio)
    corpus.write('deep', 'chap-title.mp3', *id3(title(b'Chapters'), nested(5_000, chapter)), audio)
    corpus.write('deep', 'ctoc.mp3', *id3(nested(5_000, lambda size: b'CTOC' + synchsafe(size + 4) + b'\0\0x\0\0\0')), audio)

    for number, text in enumerate(NO_TEXT):
        corpus.write('no-text', f'utf8-{number}.mp3', *id3(title(text), frame(b'TPE1', b'\3' + text), frame(b'TCON', b'\3' + text)), audio)
        corpus.write('no-text', f'utf16-{number}.mp3', *id3(frame(b'TIT2', b'\1' + text), frame(b'TALB', b'\2' + text)), audio)
    for number, text in enumerate((b'\1\xff\xfe\0\xd8', b'\1\xff\xfe\0\xdc\0\xd8', b'\1\xfe\xff\xd8', b'\1\xff', b'\2\xdc\0', b'\x09odd', b'')):
        corpus.write('no-text', f'surrogates-{number}.mp3', *id3(frame(b'TIT2', text)), audio)
    corpus.write('no-text', 'numbers.mp3', *id3(frame(b'TRCK', b'\3-1/99999999999999999999'), frame(b'TDRC', b'\3' + b'9' * 500),
                                                 frame(b'TBPM', b'\3nan'), frame(b'TXXX', b'\3REPLAYGAIN_TRACK_GAIN\0inf dB'), frame(b'POPM', b'x\0\xff' + b'\xff' * 40)), audio)
    ape_tag = struct.pack('<8sIIII8s', b'APETAGEX', 2000, 0xFFFFFFFF, 0xFFFFFFFF, 0, b'')
    corpus.write('many', 'ape-items.mp3', audio, ape_tag)
    items = struct.pack('<II', 0xFFFFFFF0, 0) + b'Title\0x'
    corpus.write('large', 'ape-value.mp3', audio, items, struct.pack('<8sIIII8s', b'APETAGEX', 2000, len(items) + 32, 1, 0, b''))
    corpus.write('large', 'ape-tag.mp3', audio, 400 << 20, struct.pack('<8sIIII8s', b'APETAGEX', 2000, (400 << 20) + 32, 1, 0, b''))


def flac_block(kind, size, last=False):
    return bytes([kind | (0x80 if last else 0)]) + size.to_bytes(3, 'big')


def comments(*entries, count=None):
    body = struct.pack('<I', 4) + b'test' + struct.pack('<I', len(entries) if count is None else count)
    return body + b''.join(struct.pack('<I', len(entry)) + entry for entry in entries)


def flac(corpus, good):
    content = good['flac.flac']
    info, at = bytes([content[4] & 0x7F]) + content[5:42], 4
    while not content[at] & 0x80:
        at += 4 + int.from_bytes(content[at + 1:at + 4], 'big')
    frames = content[at + 4 + int.from_bytes(content[at + 1:at + 4], 'big'):]

    def write(kind, name, *blocks):
        parts = [b'fLaC', info]
        for number, (block, *body) in enumerate(blocks):
            size = sum(part if isinstance(part, int) else len(part) for part in body)
            parts += [flac_block(block, size, number == len(blocks) - 1), *body]
        corpus.write(kind, name, *parts, frames)
    most = (1 << 24) - 1
    picture = struct.pack('>II', 3, 9) + b'image/png' + struct.pack('>IIIIII', 0, 1, 1, 24, 0, most - 41)
    named = (4, comments(b'TITLE=Pictures'))
    write('large', 'pictures.flac', named, *[(6, picture, most - len(picture))] * 31)
    write('large', 'pictures-first.flac', *[(6, picture, most - len(picture))] * 31, named)
    write('large', 'picture-claims.flac', named, (6, picture[:-4] + b'\xff\xff\xff\xff', 50))
    write('large', 'padding.flac', named, *[(1, most)] * 20)
    write('many', 'comments.flac', (4, comments(*[b'A=1'] * 1_000_000)))
    write('many', 'keys.flac', (4, comments(*[b'K%d=1' % i for i in range(400_000)])))
    write('many', 'comments-claimed.flac', (4, comments(b'TITLE=x', count=0xFFFFFFFF)))
    write('many', 'seek-points.flac', named, (3, 18 * 900_000))
    write('large', 'comment.flac', (4, comments(b'TITLE=Long', b'COMMENT=' + b'x' * 10_000_000)))
    for number, text in enumerate(NO_TEXT):
        write('no-text', f'{number}.flac', (4, comments(b'TITLE=' + text, b'ARTIST=' + text, text + b'=key')))


def mp4(corpus, good):
    content = good['aac.m4a']
    moov = content.index(b'moov') - 4  # at the end of the file, so that nothing behind it moves
    udta = content.index(b'udta') - 4
    for name, box, kind in (('art', b'covr', 13), ('title', b'\xa9nam', 1), ('comment', b'\xa9cmt', 1)):
        size = 500 << 20 if name == 'art' else 100 << 20
        head = b''
        for each in (b'data', box, b'ilst', b'meta', b'udta'):
            fixed = {b'data': struct.pack('>II', kind, 0), b'meta': b'\0' * 4 + b'\0\0\0\x21hdlr' + b'\0' * 8 + b'mdirappl' + b'\0' * 9}.get(each, b'')
            head = fixed + head
            head = struct.pack('>I', 8 + len(head) + size) + each + head
        whole = udta - moov + len(head) + size
        corpus.write('large', f'{name}.m4a', content[:moov] + struct.pack('>I', whole) + content[moov + 4:udta] + head, size)


def write(corpus, good):
    mp3(corpus, good)
    flac(corpus, good)
    mp4(corpus, good)
    sound = [(0, bytes(16 * 12_000))]
    text = element('67C8', element('45A3', b'TITLE') + element('4487', b'x' * 5_000_000))
    corpus.write('large', 'matroska-title.ogg', matroska(b'', sound, element('1254C367', element('7373', text))))
    simple = element('67C8', element('45A3', b'TITLE') + element('4487', b'x'))
    corpus.write('many', 'matroska-tags.ogg', matroska(b'', sound, element('1254C367', element('7373', simple * 100_000))))
    for number, bad in enumerate(NO_TEXT):
        tag = element('67C8', element('45A3', b'TITLE') + element('4487', bad))
        corpus.write('no-text', f'matroska-{number}.ogg', matroska(b'', sound, element('1254C367', element('7373', tag))))
