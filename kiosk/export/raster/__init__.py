"""Pages as pixels: painted, written as PNG and JPEG, and read back."""
