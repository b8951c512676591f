"""Lets `python pipeline run …` work in a bare checkout, without installing."""

from onrecord.cli import main

if __name__ == "__main__":
    main()
