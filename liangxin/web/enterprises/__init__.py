"""The register of enterprises at the desk: list, record, register and change, acts, queues, my enterprises."""
