"""Who acts when messages come and go."""

from __future__ import annotations

from noren.kernel.actors import Actor, ActorKind, system

LINE = Actor(ActorKind.PROVIDER, None, "line")
SENDER = system("messaging")
