"""New issues that come in by themselves."""
