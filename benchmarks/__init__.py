"""What operations cost in CPU time, side by side in one run: `python -m benchmarks`."""
