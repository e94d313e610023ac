"""What every page stands on: shell templates, stylesheet and scripts, middleware, list kit, pickers, form fields.

README.md beside this file shows how an area is made.
"""
