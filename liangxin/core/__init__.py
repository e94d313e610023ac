"""What every room stands on: refusals, events and their outbox, audit, encryption, validators, the base model.

No word of the domain lives here. All of core is face: any module may import any of it.
"""
