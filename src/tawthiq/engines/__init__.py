"""Outside engines that a team grows into, one file each; only `case` wires them to the ports.

What a laptop needs stands in the rooms themselves: files and SQLite in `record`, DuckDB under `match`.
"""
