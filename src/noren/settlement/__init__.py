"""Fees, the double-entry ledger, statements."""
