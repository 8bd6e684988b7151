#!/usr/bin/env python3
"""What sounds like a track, an album's folder or any audio file, asked of Taraf over D-Bus: similar-over-dbus.py PATH"""
import json
import subprocess
import sys

command = ['busctl', '--user', '--json=short', 'call', 'org.taraf.Taraf1', '/org/taraf/Taraf1', 'org.taraf.Taraf1', 'Similar', 'asa{sv}']
answer = subprocess.run([*command, '1', sys.argv[1], '1', 'count', 'u', '10'], stdout=subprocess.PIPE)
if answer.returncode: sys.exit(answer.returncode)  # busctl has said why
for result in json.loads(answer.stdout)['data'][0]['results']['data']:
    row = {key: value['data'] for key, value in result['data'].items()}
    print(f'{row["match"]} %  {row["artist"]} – {row["title"]}: {row["why"]}')
