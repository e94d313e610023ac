"""Who signs in: user accounts, made by administrators or from the member register.

An account is not a person: the people room links the two. What an account may do is in access.
"""
