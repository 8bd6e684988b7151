#!/usr/bin/env python3
"""Writes density_cases.h: small sets of points and the clusters that scikit-learn's HDBSCAN finds in them (Debian's python3-sklearn, 1.4.2).

    make_density_cases.py > density_cases.h
"""
import itertools
import math

import numpy
from sklearn.cluster import HDBSCAN

random = numpy.random.default_rng(8)


def blobs(*parts):
    return numpy.concatenate([random.normal(centre, spread, size=(count, 2)) for centre, spread, count in parts])


def moons(count):
    angles = random.uniform(0, math.pi, size=count)
    first = numpy.stack([numpy.cos(angles), numpy.sin(angles)], axis=1)
    second = numpy.stack([1 - numpy.cos(angles), 0.4 - numpy.sin(angles)], axis=1)
    return numpy.concatenate([first, second]) + random.normal(0, 0.07, size=(2 * count, 2))


def shapes():
    yield 'threeAndNoise', numpy.concatenate([blobs(((0, 0), 0.5, 20), ((5, 1), 0.3, 15), ((2, 6), 0.8, 20)), random.uniform(-3, 9, size=(15, 2))])
    yield 'nested', blobs(((0, 0), 0.15, 12), ((0.9, 0), 0.15, 12), ((6, 5), 1.2, 30), ((6, 5), 0.1, 10))
    yield 'moons', moons(35)
    yield 'nothing', random.uniform(0, 1, size=(40, 2))


def clusters(points, size, core, leaf):
    return HDBSCAN(min_cluster_size=size, min_samples=core, cluster_selection_method='leaf' if leaf else 'eom', algorithm='brute').fit(points.astype(float)).labels_


def is_settled(points, size, core, leaf):
    """scikit-learn removes edges of equal length one after the other, and mutual reachability has many: a case where it matters which goes first says nothing."""
    distances = numpy.linalg.norm(points[:, None, :] - points[None, :, :], axis=2)
    cores = numpy.sort(distances, axis=1)[:, core - 1]
    reach = numpy.maximum(distances, numpy.maximum(cores[:, None], cores[None, :]))
    found = []
    for _ in range(20):
        hair = numpy.triu(random.uniform(0, 1e-6, size=reach.shape), 1)
        shaken = HDBSCAN(min_cluster_size=size, min_samples=1, cluster_selection_method='leaf' if leaf else 'eom', metric='precomputed', algorithm='brute').fit(
            reach * (1 - numpy.eye(len(points))) + hair + hair.T)
        found.append(tuple(shaken.labels_))
    return len(set(found)) == 1


def cases():
    for size, core, leaf in itertools.product((3, 6), (1, 0), (True, False)):
        for name in ('threeAndNoise', 'nested', 'moons', 'nothing'):
            for _ in range(40):
                # Whole numbers, so that the text is the data.
                points = numpy.round(dict(shapes())[name] * 10_000).astype(int)
                if is_settled(points, size, core or size, leaf):
                    yield name, points, size, core, leaf
                    break


print('// Written by make_density_cases.py.\n#pragma once\n\n#include <vector>\n\nnamespace taraf::recommend::test {\n')
print('struct DensityCase {\n    const char *name;\n    std::vector<int> points; ///< x, y, x, y …\n    int minSize, minPoints;\n    bool isLeaf;\n    std::vector<int> labels;\n};\n')
print('inline const std::vector<DensityCase> &densityCases()\n{\n    static const std::vector<DensityCase> cases{')
for name, points, size, core, leaf in cases():
    labels = clusters(points, size, core or size, leaf)
    print(f'        {{"{name}", {{{", ".join(map(str, points.ravel()))}}},\n         {size}, {core}, {"true" if leaf else "false"}, {{{", ".join(map(str, labels))}}}}},')
print('    };\n    return cases;\n}\n\n} // namespace taraf::recommend::test')
