"""From a file's bytes to raw records: scraped text, JSON Lines, CSV; also packed with gzip."""

from transforms.read.records import Failure, RawRecord, ReadLimits
from transforms.read.registry import read

__all__ = ["Failure", "RawRecord", "ReadLimits", "read"]
