"""Papers: posters, certificates, signature sheets and lists as PDF, made of plain facts by typst with our own font."""
