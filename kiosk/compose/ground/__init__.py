"""What lies behind words, and what makes them stand out from it."""
