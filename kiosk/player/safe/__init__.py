"""Safe mode: one slide and a reason, from nothing but the program itself."""
