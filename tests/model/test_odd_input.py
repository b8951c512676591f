"""Texts that are no plain English article: each has a sound record, and what is near to plain is read as such."""

import pytest
from spacy.language import Language

import onrecord
from onrecord.components.encoder import Encoder
from onrecord.records import Record
from tests.articles import SAMPLE

PLAIN = SAMPLE[0]["text"]
FLAT = " ".join(" ".join(article["text"].split()) for article in SAMPLE)

ODD = {
    "200 kB without a line break": (FLAT * 7)[:200_000],
    "5,000 line breaks": "The ships left." + "\n" * 5000 + "Nobody knew.",
    "2,000 short lines": "The ships left.\n" * 2000,
    "a word of 20,000 characters": f"The {'x' * 20_000} left.",
    "an address of 20,000 characters": f"See https://example.org/{'a/b-c_' * 3333} for more.",
    "20,000 full stops": f"Contents {'.' * 20_000} 7",
    "emoji": "Solbakk 👩‍🚀🏽 said: “No 😀😀” 🇳🇴 in Oslo👍🏿.",
    "carriage returns": PLAIN.replace("\n", "\r\n"),
    "byte order mark": f"\ufeff{PLAIN}\ufeff",
    "right to left": "قال رودريغو أرتياغا: «لا» في أوسلو.\n\u200fאינגריד סולבק אמרה ש\u200eOslo רחוקה.",
    "all capitals": PLAIN.upper(),
    "all lower case": PLAIN.lower(),
    "no spaces": PLAIN.replace(" ", ""),
    "Chinese": "英格丽德·索尔巴克周一在奥斯陆表示，谈判已经结束。",
    "stacked accents": "Z" + "\u0301\u0323\u0489" * 200 + "algo said no.",
    "decomposed": "E\u0301lise Beno\u0302t left Ma\u0308lmo\u0308.",
    "control characters": "Solbakk\x00 said\x07 \x1b[31mno\x1b[0m.\x0c\x0bOslo\x85\x1c",
    "table": "Oslo\t3\t4.5\nLima\t7\t1.2\n" * 50,
    "marks": "“”\"''«»‹›„‚—…()[]{}<>/\\|@#$%^&*_+=~`" * 20,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_have_sound_records(nlp: Language, text: str) -> None:
    (record,) = onrecord.extract([text], nlp=nlp)
    assert isinstance(record, Record), record
    assert record.text == text
    assert Record.from_json(record.to_json()) == record


@pytest.mark.parametrize("text", [ODD[name] for name in ("emoji", "control characters", "stacked accents", "marks")])
def test_odd_texts_do_not_touch_their_neighbours(nlp: Language, text: str) -> None:
    alone, *_ = onrecord.extract([PLAIN], nlp=nlp)
    beside = list(onrecord.extract([PLAIN, text, PLAIN], nlp=nlp))
    names = [record.entities for record in beside if isinstance(record, Record)]
    assert isinstance(alone, Record)
    assert len(names) == 3
    assert names[0] == names[2] == alone.entities


def test_line_ends_of_another_system_change_no_name(nlp: Language) -> None:
    plain, other = nlp(PLAIN), nlp(PLAIN.replace("\n", "\r\n"))
    assert [(e.text, e.label_) for e in plain.ents] == [(e.text, e.label_) for e in other.ents]
    assert [s.text.strip() for s in plain.sents] == [s.text.strip() for s in other.sents]


def test_a_byte_order_mark_is_in_no_name(nlp: Language) -> None:
    doc = nlp(f"\ufeff{PLAIN}")
    assert doc.ents
    assert not [ent.text for ent in doc.ents if "\ufeff" in ent.text]


def test_a_long_text_has_a_vector_for_every_word(nlp: Language) -> None:
    encoder = nlp.get_pipe("encoder")
    assert isinstance(encoder, Encoder)
    doc = encoder(nlp.make_doc(FLAT))
    assert [token.text for token in doc if not doc.tensor[token.i].any()] == []
