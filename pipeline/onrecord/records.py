"""The record: what onrecord says about one article, typed, validated, and written as one line of JSON.

All offsets are Unicode code points into the article's text, end exclusive: `text[start:end]` is the span. Spans never
start or end with white space. Fields that this version does not know are kept as they are.

What a value means is told by the annotation rules of the corpus. What ties the parts together (offsets, ids,
references) is checked by `onrecord.invariants` when a record is made.
"""

import json
from datetime import date as calendar_date
from hashlib import blake2b
from typing import Annotated, Any, ClassVar, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
    model_validator,
)

from onrecord.errors import RecordError
from onrecord.invariants import broken_rules
from onrecord.layers import EntityLabel

#: Version of the record's form: the first number changes when a field is renamed, dropped or given another meaning.
SCHEMA_VERSION: Final = "1.0"
#: The form of a claim's sense: 64 bytes in base64.
SENSE: Final = "^[A-Za-z0-9+/]{86}==$"

ActorLabel = EntityLabel | Literal["GROUP"]
QuantityKind = Literal["count", "measure", "money", "percent", "ratio"]
QuantityModifier = Literal["approximately", "at_least", "at_most", "more_than", "less_than", "range", "vague"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
DateModifier = Literal[
    "start", "mid", "end", "start/mid", "mid/end", "approx",
    "before", "after", "less_than", "more_than", "at_least", "at_most",
]  # fmt: skip
QuoteKind = Literal["direct", "indirect", "mixed"]
Stance = Literal["confirm", "deny", "uncertain", "none"]


def _calendar_day(value: str) -> str:
    if len(value) != 10 or not value.isascii():
        raise ValueError(f"{value!r} is not a calendar day of the form YYYY-MM-DD")
    calendar_date.fromisoformat(value)
    return value


Day = Annotated[str, AfterValidator(_calendar_day), Field(json_schema_extra={"format": "date"})]
Offset = Annotated[int, Field(ge=0)]
Name = Annotated[str, Field(min_length=1)]


class Part(BaseModel):
    """Base of all parts of a record: strict types, finite numbers, unknown fields kept, values fixed once made."""

    model_config = ConfigDict(strict=True, extra="allow", frozen=True, allow_inf_nan=False, populate_by_name=True)


class Span(Part):
    """A stretch of the article: `text` is its surface form."""

    start: Offset
    end: Offset
    text: Name


class Measured(Part):
    """Base of parts with fields that are written only where there is something to say in them."""

    WHERE_KNOWN: ClassVar[frozenset[str]] = frozenset()

    @model_serializer(mode="wrap")
    def _written(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        said = write(self).items()
        return {
            key: value for key, value in said if key not in self.WHERE_KNOWN or not (value is None or value is False)
        }


class Entity(Span):
    """A name in the text; `ref` is the id of its actor, null while the actors are unknown."""

    id: Name
    label: EntityLabel
    ref: str | None


class Actor(Measured):
    """One real-world entity, with the names, role and country (ISO 3166-1 alpha-2) that the article gives it.

    anonymous: whether the article says that it keeps the name back ("officials, speaking anonymously").
    """

    WHERE_KNOWN: ClassVar[frozenset[str]] = frozenset({"anonymous"})

    id: Name
    name: Name
    label: ActorLabel
    role: str | None
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None
    aliases: list[str]
    anonymous: bool = False


class Quantity(Span):
    """A number with what it counts or measures; `low` and `high` are the bounds it states, null where open."""

    id: Name
    kind: QuantityKind
    value: int | float
    low: int | float | None
    high: int | float | None
    modifier: QuantityModifier | None
    unit: str | None


class Date(Span):
    """A TIMEX3 time expression; `from` and `to` are the first and last calendar day it can mean, null where unknown."""

    id: Name
    type: DateType
    value: Name
    from_: Day | None = Field(alias="from")
    to: Day | None
    modifier: DateModifier | None


class Quote(Measured):
    """An attribution: a source says, writes, thinks or wants a content.

    speaker, parent, claim, quantities, dates: ids of an actor, the quote around this one, the claim made, and of the
    figures and dates inside the content.
    confidence: probability that source and content are right; null where nothing measured it.
    speaker_confidence: probability that the speaker is right, given that the source is; null without a speaker.
    stance_confidence: probability that the stance is right, given that the quote is; null where nothing measured it.
    """

    WHERE_KNOWN: ClassVar[frozenset[str]] = frozenset({"confidence", "speaker_confidence", "stance_confidence"})

    id: Name
    kind: QuoteKind
    content: Annotated[list[Span], Field(min_length=1)]
    cue: Span | None
    source: Span | None
    speaker: str | None
    parent: str | None
    stance: Stance
    claim: str | None
    quantities: list[str]
    dates: list[str]
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    speaker_confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    stance_confidence: Annotated[float, Field(ge=0, le=1)] | None = None


class Claim(Measured):
    """A proposition, with the ids of the actors who confirm it, deny it or are uncertain, and of their quotes.

    sense: sentence vector of what it means (`onrecord.claims.senses`), by which `onrecord claims` joins claims across
    articles.
    """

    WHERE_KNOWN: ClassVar[frozenset[str]] = frozenset({"sense"})

    id: Name
    text: Name
    confirmed_by: list[str]
    denied_by: list[str]
    uncertain: list[str]
    quotes: list[str]
    quantities: list[str]
    dates: list[str]
    sense: Annotated[str, Field(pattern=SENSE)] | None = None


class Record(Part):
    """What onrecord says about one article.

    Making one raises pydantic's ValidationError if a type is wrong or a rule of `onrecord.invariants` is broken.
    """

    schema_version: Literal["1.0"] = Field(alias="schema", description="version of the record's form")
    id: Name
    date: Day | None = Field(description="publication date; the anchor for relative dates")
    title: str | None = None
    source: str | None = None
    url: str | None = None
    text: str | None = Field(None, description="the article as it came; can be left out")
    entities: list[Entity]
    actors: list[Actor]
    quantities: list[Quantity]
    dates: list[Date]
    quotes: list[Quote]
    claims: list[Claim]
    warnings: list[str] = Field(default=[], description="what to know before trusting the record")

    @model_validator(mode="after")
    def _keeps_the_rules(self) -> Self:
        if broken := broken_rules(self):
            raise ValueError("; ".join(broken))
        return self

    def to_dict(self) -> dict[str, Any]:
        """The record as plain JSON values; title, source, url and text only where given."""
        values = self.model_dump(by_alias=True)
        return {key: value for key, value in values.items() if value is not None or key not in _OPTIONAL}

    def to_json(self) -> str:
        """The record as one line of JSON, without a line break; the same record gives the same line."""
        left_out = {key for key in _OPTIONAL if getattr(self, key) is None}
        return self.model_dump_json(by_alias=True, exclude=left_out)

    @classmethod
    def from_json(cls, line: str | bytes) -> Self:
        """Read and check one record. Raises RecordError, naming what is wrong and where."""
        try:
            return cls.model_validate_json(line)
        except ValidationError as error:
            raise RecordError(describe(error)) from error


_OPTIONAL = ("title", "source", "url", "text")


def describe(error: ValidationError) -> str:
    """The first few faults of a record in one line: place, and what is wrong there."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    told = [f"{'.'.join(map(str, fault['loc'])) or 'record'}: {fault['msg']}" for fault in faults[:3]]
    more = f" (and {len(faults) - 3} more)" if len(faults) > 3 else ""
    return "; ".join(told) + more


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record. The ties between its parts are beyond what JSON Schema can say."""
    schema = Record.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:onrecord:record:{SCHEMA_VERSION}",
        **schema,
        "title": f"onrecord record {SCHEMA_VERSION}",
    }


def schema_fingerprint() -> str:
    """Digest (32 hex digits) of the JSON Schema, which changes with every change of the record's form."""
    return blake2b(json.dumps(json_schema(), sort_keys=True).encode(), digest_size=16).hexdigest()
