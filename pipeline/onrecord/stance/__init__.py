"""Whether the source of a quote says that its content is so: cue classes, negation and modality, features, rules."""
