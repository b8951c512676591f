"""Attribution: from what the network says of each word to quotes with source, cue and content.

Reading order: `tags` (what the network is asked), `decoding` (its scores to spans), `marks` (quotation marks),
`assembly` (spans to the records of quotes).
"""
