"""Outside engines that a team grows into, one file each; only `case` wires them to the ports.

Programs that are asked and never linked (openssl, ffmpeg, chromium) and the one way to a named server stand here too.

What a laptop needs stands in the rooms themselves: files and SQLite in `record`, DuckDB under `match`.
"""
