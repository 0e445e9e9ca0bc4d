"""Pictures: checked, re-encoded, resized, stored; nothing of the upload's metadata survives."""
