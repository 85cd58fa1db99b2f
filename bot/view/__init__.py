"""Answer -> messages."""
