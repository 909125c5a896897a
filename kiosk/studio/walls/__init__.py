"""How the screens are doing that follow what was published."""
