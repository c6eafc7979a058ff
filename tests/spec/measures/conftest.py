"""How Hypothesis runs these specifications: without a deadline, since a busy machine is no fault of a measure."""

from hypothesis import settings

settings.register_profile("measures", deadline=None)
settings.load_profile("measures")
