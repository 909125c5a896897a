"""How the desk looks: colours, type, icons, the card that others stand on."""
