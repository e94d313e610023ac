"""What stations offer: for everyone the catalogue, appointments and materials; at the desk all that is behind it."""
