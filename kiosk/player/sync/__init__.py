"""The sync process: brings releases and living sources onto this machine."""
