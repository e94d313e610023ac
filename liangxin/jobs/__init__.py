"""The door of background work: the worker, its tasks, and the commands of the house."""
