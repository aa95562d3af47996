"""From a file's bytes to raw records: scraped text, JSON Lines, CSV; also packed with gzip."""

from transforms.read.records import Failure, Found, Page, RawRecord, ReadLimits
from transforms.read.registry import read

__all__ = ["Failure", "Found", "Page", "RawRecord", "ReadLimits", "read"]
