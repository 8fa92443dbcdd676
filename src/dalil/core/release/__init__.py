"""Release: policy, approvals, redaction plan, manifest."""
