#!/usr/bin/env python3
"""Draws the plots of docs/similarity.md from figures.tsv: plot, bar, value, what it is compared with. Standard library only."""
import csv
import html
import pathlib

HERE = pathlib.Path(__file__).parent
WIDTH, LEFT, ROW, BAR = 720, 250, 26, 16
TITLES = {
    'genre': 'Genre: how many of the ten nearest, by other artists, have it',
    'mood': "Mood: correlation with what listeners felt",
    'hubs': 'Hubs: skewness of how often a track is among the ten nearest',
    'cost': 'CPU time of analysis, decoding by ffmpeg = 1',
}
COLOURS = {'taraf': '#2a6f97', 'peer': '#b8b8b8', 'floor': '#b8b8b8'}


def draw(name, rows):
    highest = max(float(row['value']) for row in rows)
    height = 44 + ROW * len(rows)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="13">',
           f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>', f'<text x="12" y="24" font-size="15" fill="#222">{html.escape(TITLES[name])}</text>']
    for i, row in enumerate(rows):
        y = 40 + ROW * i
        length = (WIDTH - LEFT - 70) * float(row['value']) / highest
        out.append(f'<text x="{LEFT - 8}" y="{y + 13}" text-anchor="end" fill="#222">{html.escape(row["bar"])}</text>')
        out.append(f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR}" rx="2" fill="{COLOURS[row["kind"]]}"/>')
        out.append(f'<text x="{LEFT + length + 6:.1f}" y="{y + 13}" fill="#222">{html.escape(row["value"])}</text>')
    (HERE / f'{name}.svg').write_text('\n'.join(out + ['</svg>', '']))


def main():
    with open(HERE / 'figures.tsv', newline='') as file:
        rows = list(csv.DictReader(file, delimiter='\t'))
    for name in TITLES:
        draw(name, [row for row in rows if row['plot'] == name])


main()
