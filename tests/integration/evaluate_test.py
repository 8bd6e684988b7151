"""How well likeness agrees with labels: taraf evaluate, held against the same figures counted here by hand."""
import os
import pathlib
import shutil
import signal
import statistics
import tempfile
import time
import unittest

from taraf import BIN, DEMO, Taraf, TarafTestCase, tracks

FOCI = ['overall', 'genre', 'mood', 'instrumentation']


def below(path):
    return pathlib.Path(path).relative_to(DEMO)


def artist(path):
    return below(path).parts[0]


def album(path):
    return below(path).parts[1]


def decade(path):
    return album(path)[:3] + '0s'


def year(path):
    return float(album(path)[:4])


def length(path):
    return float(pathlib.Path(path).stat().st_size)


class Judged:
    """The figures by their definitions, over the lists of taraf neighbours."""

    def __init__(self, rows, paths, queries=None, artist_filter=False):
        self.paths = set(paths)
        self.queries = [path for path in paths if queries is None or path in queries]
        self.lists = {path: [] for path in paths}
        for query, _, neighbour, _ in rows:
            if query.decode() in self.paths and neighbour.decode() in self.paths:
                self.lists[query.decode()].append(neighbour.decode())
        self.filtered = {query: [each for each in near if not (artist_filter and artist(each) == artist(query))] for query, near in self.lists.items()}

    def share(self, label, count):
        lists = [(query, self.filtered[query][:count]) for query in self.queries]
        return statistics.fmean(sum(label(each) == label(query) for each in near) / len(near) for query, near in lists)

    def hit(self, of):
        asked = [query for query in self.queries if any(of(other) == of(query) for other in self.paths if other != query)]
        return statistics.fmean(any(of(each) == of(query) for each in self.lists[query][:10]) for query in asked)

    def hubness(self):
        counts = {path: 0 for path in self.paths}
        for near in self.lists.values():
            for each in near[:10]:
                counts[each] += 1
        values = list(counts.values())
        mean, deviation = statistics.fmean(values), statistics.pstdev(values)
        return statistics.fmean((each - mean) ** 3 for each in values) / deviation ** 3, max(values), values.count(0) / len(values)

    def correlation(self, number):
        return statistics.correlation([number(query) for query in self.queries],
                                      [statistics.fmean(number(each) for each in self.filtered[query][:20]) for query in self.queries])


class EvaluateTest(TarafTestCase):
    """One scan of the demo, then judgements."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix='taraf-test-'))
        cls.addClassCleanup(shutil.rmtree, cls.shared, ignore_errors=True)
        cls.scanned = Taraf(cls.shared)
        cls.scanned.json('rescan', str(DEMO))
        cls.paths = [str(path) for path in tracks(DEMO)]
        cls.rows = cls.scanned.neighbours('-k', '41')

    def setUp(self):
        super().setUp()
        self.taraf = self.scanned

    def evaluate(self, *arguments, expect=0, **more):
        return self.taraf.json('evaluate', str(DEMO), *map(str, arguments), '--quiet', expect=expect, **more)

    def file(self, name, *lines, end='\n'):
        path = self.folder / name
        path.write_bytes(b''.join((line if isinstance(line, bytes) else line.encode()) + end.encode() for line in lines))
        return path

    def table(self, *columns, header):
        return self.file('labels.tsv', '\t'.join(header), *('\t'.join([path, *(str(column(path)) for column in columns)]) for path in self.paths))

    def list_of(self, rows):
        return self.file('list.tsv', *(b'%s\t%d\t%s\t%.4f' % row for row in rows))

    def assert_figure(self, figure, expected, places=5):
        self.assertAlmostEqual(figure['value'], expected, places)
        if figure['low'] is not None:
            self.assertLessEqual(figure['low'], figure['high'])

    def refuses(self, *arguments, status=1, says=()):
        ended = self.taraf.run('evaluate', *map(str, arguments))
        self.assertEqual(ended.returncode, status, (ended.stdout, ended.stderr))
        message = ended.stderr.decode()
        for word in says:
            self.assertIn(word, message)
        self.assertNotIn('terminate', message)
        return message

    # ------------------------------------------------------------ figures

    def test_folders_by_definition(self):
        result = self.evaluate('--labels', 'folder')
        self.assertEqual(set(result), {'folder', 'tracks', 'queries', 'artists', 'labels', 'chance', 'foci', 'notes'})
        self.assertEqual((result['tracks'], result['queries'], result['artists']), (42, 42, 8))
        self.assertEqual(list(result['foci']), sorted(FOCI))
        [label] = result['labels']
        self.assertEqual((label['name'], label['kind'], label['tracks'], label['classes'], label['alone']), ('folder', 'classes', 42, 8, 0))
        same = [sum(artist(other) == artist(path) for other in self.paths) - 1 for path in self.paths]
        self.assertAlmostEqual(result['chance'], statistics.fmean(same) / 41, 5)
        for focus in FOCI:
            expected = Judged(self.taraf.neighbours('-k', '41', '--focus', focus), self.paths)
            figures = result['foci'][focus]
            self.assertEqual(set(figures), {'accuracy', 'precision', 'album_hit', 'artist_hit', 'hubness', 'correlation', 'short_lists'})
            self.assert_figure(figures['accuracy'], expected.share(artist, 1))
            self.assert_figure(figures['precision'], expected.share(artist, 10))
            self.assertEqual(list(figures['precision']['columns']), ['folder'])
            self.assert_figure(figures['album_hit'], expected.hit(album))
            self.assert_figure(figures['artist_hit'], expected.hit(artist))
            for name, value in zip(('skewness', 'largest', 'never_reached'), expected.hubness()):
                self.assert_figure(figures['hubness'][name], value)
            self.assertIsNone(figures['correlation'])
            self.assertEqual(figures['short_lists'], 0)
            # What is found by its sound is far from chance here, and the interval says so.
            self.assertGreater(figures['precision']['low'], result['chance'])

    def test_a_table_of_words_and_numbers_without_the_artist(self):
        labels = self.table(decade, year, length, header=['path', 'decade', 'year', 'bytes'])
        result = self.evaluate('--labels', labels, '--artist-filter', '--focus', 'overall')
        self.assertEqual([(each['name'], each['kind']) for each in result['labels']], [('decade', 'classes'), ('year', 'numbers'), ('bytes', 'numbers')])
        expected = Judged(self.rows, self.paths, artist_filter=True)
        figures = result['foci']['overall']
        self.assertEqual(list(result['foci']), ['overall'])
        self.assert_figure(figures['precision'], expected.share(decade, 10))
        self.assert_figure(figures['accuracy'], expected.share(decade, 1))
        self.assert_figure(figures['correlation']['columns']['year'], expected.correlation(year))
        self.assert_figure(figures['correlation']['columns']['bytes'], expected.correlation(length))
        self.assert_figure(figures['correlation'], (expected.correlation(year) + expected.correlation(length)) / 2)
        self.assert_figure(figures['album_hit'], expected.hit(album))  # never filtered
        allowed = [[other for other in self.paths if artist(other) != artist(path)] for path in self.paths]
        chances = [statistics.fmean(decade(other) == decade(path) for other in others) for path, others in zip(self.paths, allowed)]
        self.assertAlmostEqual(result['chance'], statistics.fmean(chances), 5)
        self.assertEqual(result['labels'][0]['alone'], chances.count(0))

    def test_labels_of_the_tags(self):
        by_tag = self.evaluate('--labels', 'artist', '--focus', 'overall')
        by_folder = self.evaluate('--labels', 'folder', '--focus', 'overall')
        self.assertEqual(by_tag['foci']['overall']['precision']['value'], by_folder['foci']['overall']['precision']['value'])
        albums = self.evaluate('--labels', 'album', '--focus', 'overall')
        self.assertEqual(albums['labels'][0]['classes'], 13)
        self.assert_figure(albums['foci']['overall']['precision'], Judged(self.rows, self.paths).share(lambda path: (artist(path), album(path)), 10))
        genres = self.evaluate('--labels', 'genre', '--focus', 'genre')
        self.assertGreater(genres['labels'][0]['classes'], 3)

    def test_several_columns_with_holes(self):
        """Who has no label in a column neither asks nor answers there."""
        half = self.paths[::2]
        labels = self.table(artist, lambda path: decade(path) if path in half else '', lambda path: year(path) if path in half else '',
                            header=['file', 'who', 'when', 'year'])
        figures = self.evaluate('--labels', labels, '--focus', 'overall')['foci']['overall']
        self.assert_figure(figures['precision']['columns']['who'], Judged(self.rows, self.paths).share(artist, 10))
        self.assert_figure(figures['precision']['columns']['when'], Judged(self.rows, half).share(decade, 10))
        self.assert_figure(figures['correlation'], Judged(self.rows, half).correlation(year))
        self.assertAlmostEqual(figures['precision']['value'], statistics.fmean(each['value'] for each in figures['precision']['columns'].values()), 5)

    def test_only_some_ask(self):
        asking = self.paths[3:30:2]
        queries = self.file('queries', *asking, str(DEMO / 'nobody.flac'))
        result = self.evaluate('--labels', 'folder', '--focus', 'overall', '--queries', queries)
        expected = Judged(self.rows, self.paths, queries=asking)
        self.assertEqual((result['tracks'], result['queries']), (42, len(asking)))
        self.assert_figure(result['foci']['overall']['precision'], expected.share(artist, 10))
        self.assert_figure(result['foci']['overall']['artist_hit'], expected.hit(artist))
        self.assertTrue(any('1 line' in note for note in result['notes']), result['notes'])
        self.assertEqual(result['foci']['overall']['hubness'], self.evaluate('--labels', 'folder', '--focus', 'overall')['foci']['overall']['hubness'])

    def test_a_list_gives_the_figures_of_its_search(self):
        labels = self.table(decade, year, header=['path', 'decade', 'year'])
        for arguments in (('--labels', 'folder'), ('--labels', labels, '--artist-filter'), ('--labels', 'genre')):
            searched = self.evaluate(*arguments, '--focus', 'overall')
            listed = self.evaluate(*arguments, '--neighbours', self.list_of(self.rows))
            self.assertEqual(list(listed['foci']), ['list'])
            self.assertEqual(listed['foci']['list'], searched['foci']['overall'], arguments)
            self.assertEqual({**listed, 'foci': 0, 'notes': 0}, {**searched, 'foci': 0, 'notes': 0})

    def test_a_list_needs_no_library(self):
        """Labels, artists and albums of a table do instead."""
        labels = self.table(decade, year, artist, album, header=['path', 'decade', 'year', 'Artist', 'album'])
        listed, nowhere = self.list_of(self.rows), Taraf(self.folder / 'empty')
        with_library = self.evaluate('--labels', labels, '--artist-filter', '--neighbours', listed)
        without = nowhere.json('evaluate', str(DEMO), '--labels', str(labels), '--artist-filter', '--neighbours', str(listed))
        self.assertEqual(without, with_library)
        self.assertEqual([each['name'] for each in without['labels']], ['decade', 'year'])
        folders = nowhere.json('evaluate', str(DEMO), '--labels', 'folder', '--neighbours', str(listed))
        self.assert_figure(folders['foci']['list']['precision'], Judged(self.rows, self.paths).share(artist, 10))
        self.assertIsNone(folders['foci']['list']['artist_hit'])
        self.assertFalse(nowhere.home.exists(), 'judging a list makes nothing')
        self.assertIn(b'artist', nowhere.run('evaluate', str(DEMO), '--labels', 'folder', '--artist-filter', '--neighbours', str(listed)).stderr)

    def test_lists_of_all_shapes(self):
        """In any order, with themselves and repeats in them, relative, with names of columns, and short ones."""
        plain = self.evaluate('--labels', 'folder', '--neighbours', self.list_of(self.rows))
        odd = []
        for query in self.paths:
            mine = [(query.encode(), rank + 1, neighbour, score) for asking, rank, neighbour, score in self.rows if asking == query.encode()]
            odd += reversed([(query.encode(), 1, query.encode(), 1.0), *mine, (query.encode(), 99, mine[0][2], 0.0), (query.encode(), 100, b'/elsewhere.mp3', 0.0)])
        relative = [tuple(str(below(os.fsdecode(each))).encode() if isinstance(each, bytes) and each.startswith(os.fsencode(DEMO)) else each for each in row) for row in odd]
        names = ['query\trank\tneighbour\tscore']
        listed = self.file('odd.tsv', *names, *(b'%s\t%d\t%s' % row[:3] for row in relative), end='\r\n')
        self.assertEqual(self.evaluate('--labels', 'folder', '--neighbours', listed)['foci'], plain['foci'])
        short = self.evaluate('--labels', 'folder', '--neighbours', self.list_of([row for row in self.rows if row[1] <= 3]))
        self.assertEqual(short['foci']['list']['short_lists'], 42)
        self.assert_figure(short['foci']['list']['precision'], Judged([row for row in self.rows if row[1] <= 3], self.paths).share(artist, 10))
        # Some ask, the others only answer.
        some = self.evaluate('--labels', 'folder', '--neighbours', self.list_of([row for row in self.rows if row[0].decode() in self.paths[:20]]))
        self.assertEqual((some['tracks'], some['queries']), (42, 20))

    def test_the_graph_against_the_exact(self):
        result = self.evaluate('--labels', 'folder', '--against', 'exact', '--focus', 'overall')
        figures = result['foci']['overall']
        self.assertEqual(figures['recall']['value'], 1.0)
        self.assertEqual(figures['exact']['precision'], self.evaluate('--labels', 'folder', '--index', 'exact', '--focus', 'overall')['foci']['overall']['precision'])
        self.assertEqual(figures['precision'], figures['exact']['precision'])

    def test_the_text(self):
        ended = self.taraf.run('evaluate', str(DEMO), '--labels', 'folder')
        self.assertEqual(ended.returncode, 0, ended.stderr)
        text = ended.stdout.decode()
        for word in ('42 tracks', '8 artists', '8 classes', *FOCI, '±', 'in 100', 'drawn by lot'):
            self.assertIn(word, text)
        self.assertTrue(ended.stderr, 'it tells how far it is')
        again = self.taraf.run('evaluate', str(DEMO), '--labels', 'folder', '--quiet')
        self.assertEqual((again.stdout, again.stderr), (ended.stdout, b''))

    def test_a_folder_of_the_collection_by_any_name(self):
        link = self.folder / 'link'
        link.symlink_to(DEMO)
        labels = self.file('labels.tsv', *(f'{link / below(path)}\t{decade(path)}' for path in self.paths))
        self.assertEqual(self.taraf.json('evaluate', str(link), '--labels', str(labels))['tracks'], 42)
        one = self.taraf.json('evaluate', 'Wren Tamsin', '--labels', 'folder', '--focus', 'overall')
        self.assertEqual((one['tracks'], one['labels'][0]['classes']), (6, 2))
        self.assertIsNone(one['foci']['overall']['precision']['low'], 'one artist says nothing of others')

    # ------------------------------------------------------------ what tables may be like

    def test_the_first_line(self):
        """It names the columns where it is no track's."""
        rows = [f'{below(path)}\t{decade(path)}' for path in self.paths]
        for lines, name in ((rows, 'column 2'), (['path\tdecade', *rows], 'decade'), (['\ufefftrack\tdecade', *rows], 'decade'),
                            (['gone/away.mp3\t1990s', *rows], 'column 2'), (['', *['./' + row for row in rows], ''], 'column 2')):
            result = self.evaluate('--labels', self.file('labels.tsv', *lines), '--focus', 'overall')
            self.assertEqual((result['labels'][0]['name'], result['tracks']), (name, 42))
        crossed = self.evaluate('--labels', self.file('labels.tsv', *rows, 'gone/away.mp3\t1990s'))
        self.assertTrue(any(note.startswith('1 line of') for note in crossed['notes']), crossed['notes'])

    def test_odd_names_come_through(self):
        """Tabs and lines in names are written %09 and %0A, as taraf neighbours does; other bytes as they are."""
        music = self.music([0, 1])
        odd = [os.path.join(os.fsencode(music), b'odd', name) for name in (b'a\tb.flac', b'a\nb.flac', b'100%09.flac', b'\xff\xe9.flac')]
        os.mkdir(os.path.dirname(odd[0]))
        for source, target in zip([path for path in self.paths if path.endswith('.flac')][-4:], odd):
            shutil.copyfile(source, target)
        taraf = Taraf(self.folder / 'home')
        taraf.json('rescan', str(music))
        rows = taraf.neighbours('-k', '50')
        escaped = sorted({row[0] for row in rows})
        self.assertEqual(len(escaped), len(tracks(music)) + (len(odd) - len([path for path in tracks(music) if path.parent.name == 'odd'])))
        labels = self.file('labels.tsv', *(path + b'\t' + (b'odd' if b'/odd/' in path else b'usual') for path in escaped))
        searched = taraf.json('evaluate', str(music), '--labels', str(labels), '--focus', 'overall')
        self.assertEqual((searched['tracks'], searched['notes']), (len(escaped), []))
        listed = taraf.json('evaluate', str(music), '--labels', str(labels), '--neighbours', str(self.list_of(rows)))
        self.assertEqual(listed['foci']['list'], searched['foci']['overall'])

    def test_bad_tables_are_refused(self):
        good = [f'{path}\t{decade(path)}' for path in self.paths]
        for lines, says in (([], 'is empty'), (good + ['no tab here'], 'line 43 has no tab'), (['one column'], 'no tab'),
                            ([*good, b'\x00\x01\x02'], 'line 43 holds binary'), ([*good, good[0]], 'a second time'),
                            ([*good, good[0].replace('1.', '9.') + '\tmore'], 'more columns'), (['/other/music.mp3\tx'], 'names no track'),
                            ([f'{path}\t' for path in self.paths], 'every cell is empty'), ([f'{self.paths[0]}\t\xff'.encode('latin-1')], 'not UTF-8'),
                            (['path\tx\tx', *good], 'two columns'), (['path\tartist', *good], 'beside artist'),
                            ([f'{self.paths[0]}' + '\tx' * 65], 'more than 64'), ([good[0]], 'fewer than two')):
            table = self.file('bad.tsv', *lines)
            self.assertIn(says, self.refuses(DEMO, '--labels', table, says=['bad.tsv'] if says != 'fewer than two' else []))
        self.refuses(DEMO, '--labels', self.folder / 'none.tsv', says=['none.tsv does not exist'])
        self.refuses(DEMO, '--labels', self.folder, says=['directory'])
        self.refuses(DEMO, '--labels', BIN / 'taraf', says=['binary'])
        endless = self.folder / 'endless.tsv'
        with open(endless, 'wb') as file:
            file.write(self.paths[0].encode() + b'\t' + b'x' * 3_000_000)
        self.refuses(DEMO, '--labels', endless, says=['longer than 1 MiB'])
        self.refuses(DEMO, '--labels', '/dev/zero', says=['binary'])

    def test_bad_lists_and_queries_are_refused(self):
        labels = ('--labels', 'folder')
        row = f'{self.paths[0]}\t1\t{self.paths[1]}\t0.5'
        for lines, says in (([row, 'no row'], 'line 2 is no row'), ([row, row.replace('\t1\t', '\t0\t')], 'line 2'), ([row, row.replace('\t1\t', '\tfirst\t')], 'line 2'),
                            ([row, b'\0'], 'binary'), ([row, f'{self.paths[1]}\t1\t{self.paths[0]}', row], 'put the rows of a query together'),
                            (['/x.mp3\t1\t/y.mp3'], 'fewer than two'), ([], 'fewer than two')):
            self.refuses(DEMO, *labels, '--neighbours', self.file('bad.tsv', *lines), says=[says])
        self.refuses(DEMO, *labels, '--neighbours', self.folder / 'none.tsv', says=['none.tsv does not exist'])
        self.refuses(DEMO, *labels, '--queries', self.file('queries', '/x.mp3'), says=['names no track'])
        self.refuses(DEMO, *labels, '--queries', self.folder / 'none', says=['none does not exist'])

    def test_wrong_usage(self):
        listed = self.list_of(self.rows)
        for arguments in ((DEMO,), (DEMO, '--labels', 'artist', '--artist-filter'), (DEMO, '--labels', 'folder', '--neighbours', listed, '--focus', 'mood'),
                          (DEMO, '--labels', 'folder', '--neighbours', listed, '--index', 'exact'), (DEMO, '--labels', 'folder', '--neighbours', listed, '--against', 'exact'),
                          (DEMO, '--labels', 'folder', '--against', 'hnsw'), (DEMO, '--labels', 'folder', '--index', 'exact', '--against', 'exact'),
                          (DEMO, '--labels', 'folder', '--focus', 'colour')):
            self.refuses(*arguments, status=2)

    def test_a_folder_without_music(self):
        empty = self.folder / 'empty folder'
        empty.mkdir()
        self.refuses(empty, '--labels', 'folder', says=[f'taraf rescan "{empty}"'])
        nothing = Taraf(self.folder / 'new')
        ended = nothing.run('evaluate', str(DEMO), '--labels', 'folder', '--json')
        self.assertEqual(ended.returncode, 1)
        self.assertIn(f'taraf rescan "{DEMO}"', ended.stderr.decode())
        self.assertIn(b'"error"', ended.stdout)
        self.refuses(DEMO / 'Wren Tamsin/1971 - The Ferry House', '--labels', 'folder', says=['fewer than two'])

    def test_it_stops_when_asked(self):
        """While it waits for a list that never ends."""
        pipe = self.folder / 'pipe'
        os.mkfifo(pipe)
        judging = self.taraf.start('evaluate', str(DEMO), '--labels', 'folder', '--neighbours', str(pipe))
        with open(pipe, 'wb', buffering=0) as list_without_end:
            row = f'{self.paths[0]}\t1\t{self.paths[1]}\n'.encode() * 70_000
            list_without_end.write(row)
            judging.send_signal(signal.SIGINT)
            try:
                deadline = time.monotonic() + 60
                while judging.poll() is None and time.monotonic() < deadline:
                    list_without_end.write(row)
            except BrokenPipeError:
                pass
        _, err = judging.communicate(timeout=60)
        self.assertEqual(judging.returncode, 1)
        self.assertIn(b'stopped', err)


if __name__ == '__main__':
    unittest.main()
