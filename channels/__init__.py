"""Platforms and files <-> comments, posts and metrics."""
