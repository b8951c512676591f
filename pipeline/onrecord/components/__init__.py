"""The pipeline's components, one file each. Importing this package registers their factories with spaCy."""

from onrecord.components.actors import make_actors
from onrecord.components.attribution import make_attribution
from onrecord.components.claims import make_claims
from onrecord.components.dates import make_dates
from onrecord.components.encoder import make_encoder
from onrecord.components.lemmatizer import make_lemmatizer
from onrecord.components.ner import make_ner
from onrecord.components.parser import make_parser
from onrecord.components.quantities import make_quantities
from onrecord.components.senter import make_senter
from onrecord.components.stance import make_stance
from onrecord.components.tagger import make_tagger

__all__ = [
    "make_actors",
    "make_attribution",
    "make_claims",
    "make_dates",
    "make_encoder",
    "make_lemmatizer",
    "make_ner",
    "make_parser",
    "make_quantities",
    "make_senter",
    "make_stance",
    "make_tagger",
]
