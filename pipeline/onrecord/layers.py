"""The layers of a Doc: where each one lives, and the labels it may use. One constant a layer.

=============  ===========================  =======================================================================
layer          place in the Doc             what stands there
=============  ===========================  =======================================================================
entities       `doc.ents`                   name spans, labelled with one of `ENTITY_LABELS`
actors         `doc.spans[ACTORS]`          one span a mention, labelled with its actor's id ("E1")
quantities     `doc.spans[QUANTITIES]`      one span a quantity, labelled with its kind
dates          `doc.spans[DATES]`           one span a time expression, labelled with its type
quotes         `doc.spans[QUOTES]`          the parts of quotes, labelled content, cue or source
claims         `doc.spans[CLAIMS]`          no spans
=============  ===========================  =======================================================================

Each of these span groups holds in `group.attrs[RECORDS]` the list of its records: plain JSON-able dicts in the form of
`onrecord.records`, with ids and character offsets. Relations stand there alone, never in `span._` (which two layers
over the same characters would share) and never as a Span in `doc._` (which breaks `Doc.to_bytes`). A layer that no
component has written has no group, and its list in the record is empty.

Two extensions belong to the whole Doc; `onrecord.extensions` registers them.
"""

from typing import Final, Literal, get_args

EntityLabel = Literal["PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART"]
#: The ten entity labels, with OntoNotes 5 names.
ENTITY_LABELS: Final[tuple[str, ...]] = get_args(EntityLabel)

#: Key in `doc.spans` of the real-world entities, and the mentions that belong to each.
ACTORS: Final = "actors"
#: Key in `doc.spans` of the numbers with what they count or measure.
QUANTITIES: Final = "quantities"
#: Key in `doc.spans` of the time expressions (TIMEX3).
DATES: Final = "dates"
#: Key in `doc.spans` of the attributions: who says, writes, thinks or wants what.
QUOTES: Final = "quotes"
#: Key in `doc.spans` of the propositions that quotes confirm or deny.
CLAIMS: Final = "claims"

#: The span groups in the order in which they are made, each reading what stands before it.
SPAN_LAYERS: Final = (QUANTITIES, DATES, QUOTES, ACTORS, CLAIMS)

#: Key in `SpanGroup.attrs` of a layer's records (list of dict).
RECORDS: Final = "records"

#: `doc._.article`: dict with id, date, title, source and url (str or None each) of the article; empty if not given.
ARTICLE: Final = "article"
#: `doc._.warnings`: list of str, what a reader of the record should know before trusting it.
WARNINGS: Final = "warnings"
