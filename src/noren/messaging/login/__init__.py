"""LINE Login v2.1, as its protocol has it (OpenID Connect, PKCE)."""
