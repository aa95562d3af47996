"""The regressions of the sanctions stage: what they learn, and what is left out."""

from __future__ import annotations

from models.train.logistic import BIAS, train

RAIN = [({"cloud", "low"}, "wet")] * 6 + [({"sun", "low"}, "dry")] * 6 + [({"rare"}, "dry")]


def test_features_tell_the_class_and_unknown_ones_count_nothing():
    model = train(RAIN, 10.0)
    assert model.classes == ("dry", "wet")
    assert model.chances({BIAS, "cloud"})["wet"] > 0.7
    assert model.chances({BIAS, "sun"})["wet"] < 0.3
    assert model.chances({BIAS, "cloud", "snow"}) == model.chances({BIAS, "cloud"})


def test_rare_features_and_small_weights_are_left_out():
    model = train(RAIN, 1.0)
    assert "rare" not in model.weights
    assert set(model.weights) <= {"cloud", "sun", "low", BIAS}


def test_three_classes_and_the_same_weights_every_time():
    more = [*RAIN, *[({"frost"}, "cold")] * 5]
    one, other = train(more, 0.5), train(more, 0.5)
    assert one == other
    assert one.classes == ("cold", "dry", "wet")
    assert sum(one.chances({BIAS, "frost"}).values()) > 0.999
