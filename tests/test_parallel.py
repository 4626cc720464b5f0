"""Reading on several cores: everything comes back, in order, faults apart."""

import pytest

from dragoman.errors import DragomanError
from dragoman.parallel import Failure, read_batches
from dragoman.types import Reading
from records import FakeReader, found, load_fake


def test_outcomes_come_in_the_order_of_the_batches_and_reports() -> None:
    batches = [[found(f"{b}-{i}").report for i in range(b % 4)] for b in range(30)]
    outcomes = list(read_batches(batches, jobs=2, load=load_fake))
    assert [[o.report for o in batch] for batch in outcomes] == batches


def test_want_of_memory_is_an_error_of_ours_with_its_remedy() -> None:
    def load() -> FakeReader:
        raise MemoryError

    with pytest.raises(DragomanError, match="fewer --jobs"):
        list(read_batches([[found("one").report]], jobs=1, load=load))


def test_a_faulty_report_fails_alone() -> None:
    batch = [found("one").report, found("two", words="FAULTY").report, found("three").report]
    (outcomes,) = read_batches([batch], jobs=1, load=load_fake)
    assert [type(outcome) for outcome in outcomes] == [Reading, Failure, Reading]
