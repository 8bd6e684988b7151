#!/usr/bin/env python3
"""Renders a collection whose labels are known by construction: every piece by every ensemble in every mood.

A piece is a melody, chords, a key and a way of accompanying; an ensemble is who plays, a mood the tempo, the mode and the dynamics.
The three are crossed in full, so what two tracks share is what their labels say, and tags and names tell nothing. Takes fluidsynth, a General MIDI
soundfont ($TARAF_SOUNDFONT, else one of Debian's) and ffmpeg. The same seed writes the same notes. A folder that is complete is left as it is, and tracks are
kept in the cache folder.

labels.tsv: path, piece, ensemble, mood, tempo (beats a minute).
"""
import argparse
import concurrent.futures
import contextlib
import hashlib
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys

SECONDS = 27  # of notes; the last ones ring on until 30, or are faded out there
TICKS = 480  # a beat
MAJOR, MINOR = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10)
DRUMS = 9  # General MIDI's channel of percussion

# Beats a minute, scale, velocity, the part of its time a note sounds. What is loud is also fuller (octaves, busier drums), what is soft thinner.
MOODS = {
    'sad': dict(tempo=(60, 70), scale=MINOR, velocity=60, sounding=1.0, loud=False),
    'calm': dict(tempo=(60, 70), scale=MAJOR, velocity=60, sounding=1.0, loud=False),
    'tense': dict(tempo=(140, 160), scale=MINOR, velocity=106, sounding=0.75, loud=True),
    'happy': dict(tempo=(140, 160), scale=MAJOR, velocity=106, sounding=0.75, loud=True),
}

# Each part: the programs of General MIDI one of which plays it, and its volume. Drums: the kits.
ENSEMBLES = {
    'piano': dict(lead=((0, 1, 2), 110), chords=((0, 1, 2), 88), bass=((0, 1, 2), 92)),
    'strings': dict(lead=((40, 48), 110), chords=((48, 49), 84), bass=((42, 43), 100)),
    'folk': dict(lead=((73, 74), 105), chords=((24, 25), 105), bass=((24, 25), 100)),
    'rock': dict(lead=((30, 29), 80), chords=((29, 30), 62), bass=((33, 34), 100), drums=((0, 16), 110)),
    'synth': dict(lead=((81, 80), 82), chords=((90, 89), 84), bass=((38, 39), 100), drums=((25, 24), 110)),
    'brass': dict(lead=((56, 61), 96), chords=((60, 61), 84), bass=((57, 58), 96), timpani=((47,), 110)),
    'choir': dict(lead=((52, 53), 110), chords=((19, 20), 70), bass=((19,), 80)),
    'jazz': dict(lead=((11, 26), 115), chords=((4, 26), 90), bass=((32,), 115), drums=((40, 32), 100)),
}

# Degrees of the scale, a bar each.
PROGRESSIONS = [(1, 5, 6, 4, 1, 5, 4, 1), (1, 4, 1, 5, 6, 4, 5, 1), (1, 6, 4, 5, 1, 6, 4, 1), (1, 3, 4, 1, 6, 4, 5, 1),
                (1, 4, 6, 5, 1, 4, 5, 1), (6, 4, 1, 5, 6, 4, 5, 1), (1, 1, 4, 4, 6, 5, 4, 1), (1, 5, 4, 4, 1, 6, 5, 1)]
RHYTHMS = {  # of a bar, in eighths
    4: [(2, 2, 2, 2), (3, 1, 2, 2), (2, 1, 1, 4), (1, 1, 2, 1, 1, 2), (4, 2, 2), (3, 3, 2), (2, 1, 1, 2, 2)],
    3: [(2, 2, 2), (3, 1, 2), (4, 2), (2, 1, 1, 2), (1, 1, 2, 2)],
}
STYLES = ['held', 'arpeggio', 'pulse', 'alberti', 'offbeat']


def compose(seed, number):
    """A piece in degrees of a scale, whichever that will be. Its melody has twice eight bars, each a list of (eighths, degree)."""
    lot = random.Random(f'{seed} all pieces')
    keys, progressions, styles = (lot.sample(of, len(of)) for of in (range(-5, 7), PROGRESSIONS, STYLES))
    lot = random.Random(f'{seed} piece {number}')
    beats = 3 if number % 5 == 3 else 4
    chords = progressions[number % len(progressions)]
    rhythms = lot.sample(RHYTHMS[beats], 3)
    pattern = [lot.choice((0, 0, 1, 2)) for _ in range(4)]
    degree, melody = lot.choice((0, 2, 4)), []
    for bar in range(16):
        notes = []
        rhythm = rhythms[pattern[bar % 4]] if bar % 8 < 7 else (2 * beats,)
        for i, length in enumerate(rhythm):
            step = lot.choice((-2, -1, -1, 1, 1, 2, 3, -3))
            degree += -abs(step) if degree > 8 else abs(step) if degree < -2 else step
            if i == 0:  # a tone of the chord on the first beat
                degree = min((d for d in range(-4, 12) if (d - chords[bar % 8] + 1) % 7 in (0, 2, 4)), key=lambda d: (abs(d - degree), d))
            notes.append((length, degree))
        melody.append(notes)
    return dict(key=keys[number % 12], beats=beats, chords=chords, melody=melody, style=styles[number % len(styles)])


class Score:
    """Notes by channel, written as a Standard MIDI File of one track."""

    def __init__(self, lot):
        self.lot, self.events, self.channels = lot, [], {}

    def seat(self, part, programs, volume, channel):
        self.channels[part] = channel
        self.events += [(0, 0, bytes((0xC0 | channel, self.lot.choice(programs)))), (0, 0, bytes((0xB0 | channel, 7, volume)))]

    def note(self, part, beat, length, pitch, velocity):
        """Nothing where the ensemble lacks the part. Players are a little early or late, and never twice as loud."""
        if part not in self.channels:
            return
        start = max(0, round((beat + self.lot.gauss(0, 0.008)) * TICKS))
        velocity = max(20, min(127, round(velocity + self.lot.gauss(0, 4))))
        channel = self.channels[part]
        self.events += [(start, 2, bytes((0x90 | channel, pitch, velocity))),
                        (start + max(30, round(length * TICKS)), 1, bytes((0x80 | channel, pitch, 0)))]

    def midi(self, tempo):
        def delta(n):  # a number of variable length
            digits = [n & 127]
            while n := n >> 7:
                digits.append(n & 127 | 128)
            return bytes(reversed(digits))

        body, now = b'\0\xff\x51\x03' + round(60e6 / tempo).to_bytes(3, 'big'), 0
        for tick, _, message in sorted(self.events):
            body += delta(tick - now) + message
            now = tick
        body += delta(2 * TICKS) + b'\xff\x2f\0'
        return b'MThd' + struct.pack('>IHHH', 6, 0, 1, TICKS) + b'MTrk' + struct.pack('>I', len(body)) + body


def accompany(score, style, beats, begin, tones, velocity, sounding):
    """A bar of a chord's three tones, low to high; a style is where the tones fall."""
    low, middle, high = tones

    def strike(beat, length, *pitches):
        for pitch in pitches:
            score.note('chords', begin + beat, length * sounding, pitch, velocity)

    if style == 'held':
        strike(0, beats, *tones)
    for eighth in range(2 * beats):
        if style == 'arpeggio':
            strike(eighth / 2, 0.75, (low, middle, high, low + 12, high, middle)[eighth % 6])
        elif style == 'pulse':
            strike(eighth / 2, 0.5, *tones)
        elif style == 'alberti':
            strike(eighth / 2, 0.5, (low, high, middle, high)[eighth % 4])
        elif style == 'offbeat' and eighth % 2:
            strike(eighth / 2, 0.5, *tones)


def drum(score, beats, begin, loud, velocity):
    """A bar of percussion: a whole beat where it is loud, little more than the time where it is soft."""
    for eighth in range(2 * beats):
        beat = begin + eighth / 2
        if loud or eighth % 2 == 0:
            score.note('drums', beat, 0.2, 42 if loud else 51, velocity - 12 - 10 * (eighth % 2))
        if eighth == 0 or (loud and eighth == 2 * beats - 3):
            score.note('drums', beat, 0.2, 36, velocity)
        if eighth % 4 == 2 and (loud or eighth == 2):
            score.note('drums', beat, 0.2, 38 if loud else 37, velocity)


def perform(seed, number, ensemble, mood):
    """(MIDI file, beats a minute) of a piece."""
    lot = random.Random(f'{seed} {number} {ensemble} {mood}')
    piece, how, players = compose(seed, number), MOODS[mood], ENSEMBLES[ensemble]
    score = Score(lot)
    for channel, part in enumerate(players):
        score.seat(part, *players[part], DRUMS if part == 'drums' else channel)
    tempo, beats, loud = lot.uniform(*how['tempo']), piece['beats'], how['loud']
    velocity = how['velocity'] + lot.uniform(-5, 5)

    def pitch(degree, home, sharpened=False):
        octave, step = divmod(degree, 7)
        leading = sharpened and step == 6 and how['scale'] is MINOR  # harmonic minor: the dominant has its leading note
        return home + piece['key'] + 12 * octave + how['scale'][step] + leading

    for bar in range(max(4, round(SECONDS / 60 * tempo / beats))):
        begin, root = bar * beats, piece['chords'][bar % 8] - 1
        dominant = root == 4
        tones = sorted((pitch(root + third, 0, dominant) - 54) % 12 + 54 for third in (0, 2, 4))
        accompany(score, piece['style'], beats, begin, tones, velocity - 8, how['sounding'])
        low = (pitch(root, 0) - 36) % 12 + 36
        for beat in range(0, beats, 1 if loud else beats):
            length = (1 if loud else beats) * how['sounding']
            score.note('bass', begin + beat, length, low, velocity)
            if loud and ensemble != 'rock':  # a rock bass has no octave above it
                score.note('bass', begin + beat, length, low + 12, velocity - 15)
        for beat in range(0, beats, 1 if loud else 2):
            score.note('timpani', begin + beat, 0.9, (low - 40) % 12 + 40, velocity - (0 if beat == 0 else 20))
        drum(score, beats, begin, loud, velocity)
        at = begin
        for eighths, degree in piece['melody'][bar % 16]:
            length = eighths / 2 * how['sounding']
            score.note('lead', at, length, pitch(degree, 72, dominant), velocity + 6)
            if loud:
                score.note('lead', at, length, pitch(degree, 60, dominant), velocity - 6)
            at += eighths / 2
    return score.midi(tempo), tempo


def soundfont():
    named = os.environ.get('TARAF_SOUNDFONT')
    found = [pathlib.Path(named)] if named else [pathlib.Path('/usr/share/sounds/sf2', name) for name in ('TimGM6mb.sf2', 'FluidR3_GM.sf2', 'default-GM.sf2')]
    for path in found:
        if path.is_file():
            return path
    sys.exit(f'rendered_pieces: no soundfont at {found[0]}; install timgm6mb-soundfont, or name one in TARAF_SOUNDFONT')


def name(lot):
    """A word that no other track has, and that means nothing."""
    return ''.join(lot.choice('bdfgklmnprstvz') + lot.choice('aeiou') for _ in range(5)).capitalize()


def kept(digest, name):
    """Where a track that was rendered before lies, for other checkouts too; minutes of work."""
    cache = pathlib.Path(os.environ.get('XDG_CACHE_HOME') or pathlib.Path.home() / '.cache')
    return cache / 'taraf' / f'rendered-{digest[:16]}' / name


def render(seed, number, ensemble, mood, target, font, before):
    """Writes one track; returns its tempo."""
    midi, tempo = perform(seed, number, ensemble, mood)
    if before.is_file():
        shutil.copyfile(before, target)
        return tempo
    score, sound = target.with_suffix('.mid'), target.with_suffix('.wav')
    score.write_bytes(midi)
    lot = random.Random(f'{seed} name {target.name}')
    tags = [word for tag in ('artist', 'album', 'title') for word in ('-metadata', f'{tag}={name(lot)}')]
    try:
        subprocess.run(['fluidsynth', '-niq', '-z', '1024', '-r', '44100', '-g', '0.5', '-T', 'wav', '-F', sound, font, score],
                       check=True, stdin=subprocess.DEVNULL, capture_output=True)
        subprocess.run(['ffmpeg', '-loglevel', 'error', '-nostdin', '-y', '-i', sound, '-t', '30', '-af', 'afade=out:st=28.5:d=1.5',
                        '-c:a', 'flac', '-compression_level', '2', '-bitexact', *tags, target], check=True)
    finally:
        score.unlink(missing_ok=True)
        sound.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # without a place to keep it, it is rendered again
        before.parent.mkdir(parents=True, exist_ok=True)
        half = before.with_name(f'{before.name}.{os.getpid()}')
        shutil.copyfile(target, half)
        half.replace(before)
    return tempo


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('--pieces', type=int, default=5)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    made, font = wanted.folder / 'made-by', soundfont()
    digest = hashlib.sha256(pathlib.Path(__file__).read_bytes() + f'{wanted.pieces} {wanted.seed} {font.name} {font.stat().st_size}'.encode()).hexdigest()
    if made.is_file() and made.read_text() == digest:
        return
    made.unlink(missing_ok=True)
    for old in wanted.folder.glob('*.flac'):
        old.unlink()
    tracks = [(number, ensemble, mood) for number in range(wanted.pieces) for ensemble in ENSEMBLES for mood in MOODS]
    random.Random(wanted.seed).shuffle(tracks)  # so that no name has neighbours of its kind
    paths = [wanted.folder / f'{i:03}.flac' for i in range(len(tracks))]
    with concurrent.futures.ThreadPoolExecutor(wanted.jobs) as pool:
        tempos = list(pool.map(lambda track, path: render(wanted.seed, *track, path, font, kept(digest, path.name)), tracks, paths))
    with open(wanted.folder / 'labels.tsv', 'w') as labels:
        labels.write('path\tpiece\tensemble\tmood\ttempo\n')
        for (number, ensemble, mood), path, tempo in zip(tracks, paths, tempos):
            labels.write(f'{path.absolute()}\t{number}\t{ensemble}\t{mood}\t{tempo:.1f}\n')
    made.write_text(digest)


if __name__ == '__main__':
    main()
