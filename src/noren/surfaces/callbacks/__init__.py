"""What LINE and payment providers call."""
