"""The tenant: shops, their hosts, staff and roles, profile, legal notice, look, numbers."""
