"""Readings in the formats of other data sets, as tables and as a network; one file a format."""

from dragoman.exports.acts import Act, Selection, Tally, select_acts
from dragoman.exports.formats import FORMATS, Format, write_export

__all__ = ["FORMATS", "Act", "Format", "Selection", "Tally", "select_acts", "write_export"]
