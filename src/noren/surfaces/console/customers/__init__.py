"""The list of customers and what is known of one."""
