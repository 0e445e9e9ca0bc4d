"""The seller's coupons."""
