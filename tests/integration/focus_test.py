"""Each focus finds what it says, on pieces whose ensemble and mood are known by construction (tests/support/rendered_pieces.py)."""
import csv
import os
import pathlib
import sys
import unittest

from taraf import TarafTestCase

RENDERED = pathlib.Path(os.environ.get('TARAF_RENDERED', ''))
FOCI = ('overall', 'genre', 'mood', 'instrumentation')
PACE = {'sad': 'slow', 'calm': 'slow', 'tense': 'fast', 'happy': 'fast'}  # mood without its mode, the half that is easy

# What a focus has to reach, and by how much to be better than overall. In these sets the raw numbers of one group alone, without any
# map, reach 0.80 (timbre: ensemble) and 0.83 (harmony and tempo: mood); a map that was taught the labels on another set, 0.99 and 0.98.
REACHED = 0.80
BETTER = 0.08


def precision(nearest, labels, same, unlike):
    """Of the ten nearest that differ in `unlike`, the share with the same label; the mean over all tracks."""
    shares = []
    for query, ranked in nearest.items():
        mine = labels[query]
        kept = [labels[each] for each in ranked if labels[each][unlike] != mine[unlike]][:10]
        shares.append(sum(each[same] == mine[same] for each in kept) / len(kept))
    return sum(shares) / len(shares)


class FocusTest(TarafTestCase):
    def test_each_focus_answers_what_it_says(self):
        with open(RENDERED / 'labels.tsv') as lines:
            labels = {pathlib.Path(row['path']).name: {**row, 'pace': PACE[row['mood']]} for row in csv.DictReader(lines, delimiter='\t')}
        self.assertEqual(self.taraf.json('rescan', str(RENDERED))['analysed'], len(labels))
        ensemble, mood = {}, {}
        for focus in FOCI:
            nearest = {}
            for query, _, neighbour, _ in self.taraf.neighbours('-k', str(len(labels) - 1), '--index', 'exact', '--focus', focus):
                nearest.setdefault(pathlib.Path(os.fsdecode(query)).name, []).append(pathlib.Path(os.fsdecode(neighbour)).name)
            self.assertEqual(nearest.keys(), labels.keys())
            ensemble[focus] = precision(nearest, labels, 'ensemble', 'piece')
            mood[focus] = precision(nearest, labels, 'mood', 'ensemble')
            pace = precision(nearest, labels, 'pace', 'ensemble')
            print(f'{focus}: {ensemble[focus]:.3f} of the ten nearest in other pieces are of the same ensemble; {mood[focus]:.3f} of those in '
                  f'other ensembles of the same mood, {pace:.3f} of the same tempo and dynamics', file=sys.stderr)
        for focus, found in (('instrumentation', ensemble), ('mood', mood)):
            with self.subTest(focus):
                self.assertGreaterEqual(found[focus], REACHED)
                self.assertGreaterEqual(found[focus], found['overall'] + BETTER)
                self.assertEqual(found[focus], max(found.values()))


if __name__ == '__main__':
    unittest.main()
