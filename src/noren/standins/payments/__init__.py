"""Stand-in for a payment service provider: card, convenience store and a PayPay-like wallet, for the demo and tests."""
