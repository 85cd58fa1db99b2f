"""Tests of how people reach the bulletins, one file per module."""
