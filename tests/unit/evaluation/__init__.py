"""The scorer: each measure by values computed by hand."""
