"""Stand-ins: the real HTTP APIs of outside systems, served locally for the demo and for tests."""
