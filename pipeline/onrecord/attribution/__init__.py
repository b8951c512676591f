"""Attribution: from what the network says of each word to quotes with source, cue and content.

Reading order: `tags` (what the network is asked), `decoding` (its scores to spans), `marks` (quotation marks),
`drafts` (spans with tidy bounds), `turns` and `cueless` (what the words of one paragraph cannot tell), `assembly` (the
records of quotes), `confidence`.
"""
