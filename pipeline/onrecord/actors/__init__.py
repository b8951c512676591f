"""Actors: who is named in an article, and who speaks.

Reading order: `words` and `mentions` (what can refer to somebody), `names` (which names mean the same actor),
`nominals` (whom a description means), `pronouns` and `features` (whom a pronoun means), `discourse` (all of these from
left to right), `sources` (who a source is), `description` with `roles` and `countries` (what is said of an actor),
`layer` (the records). `lexicons` reads the word lists, `tools` made them.
"""
