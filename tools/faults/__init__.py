"""Faults that happen to an archive daily: kills, writers at once, full disks, failing calls, changed bytes, dead servers."""
