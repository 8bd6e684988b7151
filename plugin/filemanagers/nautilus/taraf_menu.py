"""In Nautilus' own menu, where python3-nautilus is installed: for folders, the one that is open, and audio files. Words and commands are those of Thunar's Send To."""
import gi
gi.require_version('GioUnix', '2.0')
from gi.repository import GioUnix, GObject, Nautilus  # noqa: E402

ENTRIES = [GioUnix.DesktopAppInfo.new_from_filename(f'@CMAKE_INSTALL_PREFIX@/share/Thunar/sendto/org.taraf.{what}.desktop') for what in ('similar', 'radio')]


class TarafMenu(GObject.GObject, Nautilus.MenuProvider):
    def items(self, files, where):
        if not all(each.get_uri_scheme() == 'file' and (each.is_directory() or each.get_mime_type().startswith('audio/')) for each in files):
            return []
        uris = [each.get_uri() for each in files]
        items = []
        for entry in ENTRIES:
            # A name of its own in each menu: of two with the same, Nautilus starts the other.
            items.append(Nautilus.MenuItem(name=f'{entry.get_id()}.{where}', label=entry.get_name()))
            items[-1].connect('activate', lambda _, entry=entry: entry.launch_uris(uris, None))
        return items

    def get_file_items(self, files):
        return self.items(files, 'selected')

    def get_background_items(self, folder):
        return self.items([folder], 'open')
