"""Pages: one file per noun; a request becomes a question to a flow or a query, the answer a template."""
