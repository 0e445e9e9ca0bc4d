"""What is photographed of each product, and how."""
