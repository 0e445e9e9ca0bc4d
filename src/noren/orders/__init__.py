"""Orders as sold: words and prices that never change, states per line, shipments, history."""
