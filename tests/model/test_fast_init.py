"""Values with the fast constructor behave as frozen dataclasses do."""

from __future__ import annotations

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace

import pytest

from extractor import model
from extractor.model.fast_init import fast_init

VALUES = [getattr(model, name) for name in model.__all__ if is_dataclass(getattr(model, name))]
FAST = [kind for kind in VALUES if hasattr(kind.__init__, "__wrapped__")]


def test_what_is_built_by_the_dozen_has_it():
    assert {model.Figure, model.Quantity, model.Number, model.Sentence} <= set(FAST)


@pytest.mark.parametrize("kind", FAST)
def test_fields_arrive_in_their_places(kind):
    names = [f.name for f in fields(kind)]
    value = kind(*range(len(names)))
    assert type(value) is kind
    assert [getattr(value, name) for name in names] == list(range(len(names)))
    assert kind(**dict(zip(names, range(len(names)), strict=True))) == value
    assert replace(value) == value == copy.deepcopy(value) == pickle.loads(pickle.dumps(value))
    assert hash(value) == hash(replace(value))
    assert list(inspect.signature(kind).parameters) == names


@pytest.mark.parametrize("kind", FAST)
def test_they_stay_frozen(kind):
    value = kind(*range(len(fields(kind))))
    with pytest.raises(FrozenInstanceError):
        setattr(value, fields(kind)[0].name, "other")
    with pytest.raises(TypeError):
        kind(no_such_field=1)


def test_defaults_are_kept():
    section = model.Section("body", 0, 5)
    assert section.rule_id == ""
    assert model.Section("body", 0, 5, "x") != section


def test_a_factory_is_refused():
    with pytest.raises(TypeError, match="no plain parameters"):

        @fast_init
        @dataclass(frozen=True, slots=True)
        class Listed:
            items: list[int] = field(default_factory=list)
