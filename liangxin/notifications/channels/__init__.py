"""The channels beyond the app, behind one interface: a carrier sends one message and says how it went."""
