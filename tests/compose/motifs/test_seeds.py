"""The stream of random numbers."""

from kiosk.compose.motifs.seeds import Stream


def test_the_numbers_are_those_of_splitmix64() -> None:
    """The first values that the authors' own C code gives for seed 1234567."""
    stream = Stream(1234567)
    assert [stream.whole() for _ in range(5)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def test_streams_with_names_are_independent() -> None:
    assert Stream(1, "far").whole() != Stream(1, "middle").whole()
    assert Stream(1, "far").whole() == Stream(1, "far").whole()


def test_even_draws_fill_their_bounds() -> None:
    stream = Stream(3)
    draws = [stream.between(-2, 5) for _ in range(4000)]
    assert -2 <= min(draws) < -1.9
    assert 4.9 < max(draws) < 5
    assert abs(sum(draws) / 4000 - 1.5) < 0.1


def test_bell_draws_have_the_spread_that_was_asked_for() -> None:
    stream = Stream(4)
    draws = [stream.bell(2) for _ in range(8000)]
    assert abs(sum(draws) / 8000) < 0.1
    assert abs((sum(d * d for d in draws) / 8000) ** 0.5 - 2) < 0.1
    assert max(abs(d) for d in draws) < 7


def test_shuffling_keeps_everything() -> None:
    stream = Stream(5)
    orders = {tuple(stream.shuffled("abcd")) for _ in range(400)}
    assert len(orders) == 24
    assert all(sorted(o) == list("abcd") for o in orders)


def test_a_seed_of_any_size_is_taken() -> None:
    assert Stream(-1).unit() != Stream(2**70 + 5).unit()
    assert 0 <= Stream(-(2**80)).unit() < 1
