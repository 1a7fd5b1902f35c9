"""The record is the truth: an append-only log of signed statements about content-addressed objects.

Tables, indexes and suggestions are caches made from it. This package holds its values, its ports with their default
stores, and the error tree; it imports nothing of ours.
"""
