"""What a screen reader is told of programs on this session bus, over AT-SPI; a process of its own, for AT-SPI knows one bus a process.

accessible.py PROGRAM ROLE[,ROLE…]         prints the names of what is to be seen, a JSON list
accessible.py PROGRAM ROLE[,ROLE…] NAME    chooses the last one of that name
"""
import json
import sys
import warnings

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402


def below(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child:
            yield child
            try:
                yield from below(child)
            except GLib.Error:
                pass  # closed meanwhile


def name(node):
    """GTK 4 has a menu's words in a label inside."""
    return node.get_name() or next((each.get_name() for each in below(node) if each.get_role_name() == 'label' and each.get_name()), '')


def seen(program, roles):
    for application in below(Atspi.get_desktop(0)):
        if application.get_role_name() != 'application' or not application.get_name().endswith(program):
            continue
        for each in below(application):
            try:
                if each.get_role_name() in roles and each.get_state_set().contains(Atspi.StateType.SHOWING):
                    yield name(each), each
            except GLib.Error:
                pass


def main(program, roles, wanted=None):
    found = list(seen(program, roles.split(',')))
    if wanted is None:
        print(json.dumps([words for words, _ in found]))
        return 0
    chosen = [each for words, each in found if words == wanted]
    return 0 if chosen and chosen[-1].do_action(0) else f'{wanted!r} can not be chosen among {[words for words, _ in found]}'


if __name__ == '__main__':
    warnings.simplefilter('ignore')  # names of AT-SPI that became properties
    sys.exit(main(*sys.argv[1:]))
