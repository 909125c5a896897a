"""What is said and when: plain data, no files, no windows."""
