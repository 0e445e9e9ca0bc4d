"""The parcel services: names, time slots, tracking. Label files come beside them, one module a carrier."""
