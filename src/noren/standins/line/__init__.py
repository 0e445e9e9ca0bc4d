"""A local server that speaks LINE's HTTP API: LINE Login v2.1, the Messaging API, webhooks, and a phone to look at."""
