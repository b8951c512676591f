"""Scripts that make the data files of `onrecord.actors`. Each needs the extra `train`; none is used at run time."""
