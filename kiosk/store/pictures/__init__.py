"""Pictures, logos and emoji: checked, brought to sRGB or to plain outlines."""
