"""Delivery: fees by prefecture, dates and time slots, carriers and tracking."""
