"""Plain Python that everything stands on: money, ids, time, states, errors, Japanese text. No Django."""
