"""How good a prediction is: records against gold records, layer by layer."""

from onrecord.evaluation.scores import Evaluation, Score, evaluate

__all__ = ["Evaluation", "Score", "evaluate"]
