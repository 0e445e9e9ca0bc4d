"""The shape of a write: one transaction, an actor, audit entries and events that commit with the change."""
