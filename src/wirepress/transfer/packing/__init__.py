"""Files as people send them: packed in whatever way, in whatever Unicode, and not always what they are said to be."""

from wirepress.transfer.packing.packed_file import PackedFile
from wirepress.transfer.packing.unpack import TruncatedStream, UnreadableFile

__all__ = ["PackedFile", "TruncatedStream", "UnreadableFile"]
