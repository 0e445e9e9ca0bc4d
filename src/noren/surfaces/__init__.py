"""What people and programs see. Translates between them and the services; never touches models."""
