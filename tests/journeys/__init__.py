"""Whole stories over real HTTP, crashes included."""
