"""What LINE accepts: checks of message objects, Flex components, actions, and URLs."""
