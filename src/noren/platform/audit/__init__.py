"""Who changed what: append-only, hash-chained per shop, written in the transaction of the change."""
