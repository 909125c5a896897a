"""The player: the process that owns the windows, follows the clock over its playlists, and is touched."""
