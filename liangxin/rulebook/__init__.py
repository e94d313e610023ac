"""Public rules as versioned, dated data: rule sets with source and confidence, the work calendar, code sets.

A rule is never a constant in code; a task or alert cites the rule set's version and article.
"""
