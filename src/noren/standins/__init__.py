"""Outside systems, spoken for by local servers in demo and tests; imported by nothing else."""
