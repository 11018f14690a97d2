"""Findings and tables -> text, Markdown, CSV and JSON."""
