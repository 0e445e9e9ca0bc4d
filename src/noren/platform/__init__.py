"""What every app stands on and no shop sees: tenancy, transactions, audit, outbox, jobs, accounts, media, privacy."""
