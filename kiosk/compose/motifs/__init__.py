"""The picture language of each family, as pure functions of a seed."""
